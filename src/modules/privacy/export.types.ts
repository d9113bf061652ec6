import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, DateTimeRange, PageArgs } from '../../graphql/connection.js';
import { DateTime } from '../../graphql/scalars.js';
import { enumOf, UserError } from '../../graphql/user-error.js';
import { Client } from '../clients/index.js';

export const ClientExportStatus = enumOf(['WAITING', 'READY', 'FAILED', 'EXPIRED']);
registerEnumType(ClientExportStatus, {
  name: 'ClientExportStatus',
  description: 'Where an export stands.',
  valuesConfig: {
    WAITING: { description: 'It is being put together.' },
    READY: { description: 'It can be downloaded.' },
    FAILED: { description: 'It could not be made: ask for another.' },
    EXPIRED: { description: 'A week is over, and it is gone.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'All that is held on a client, as a zip: a file of JSON for each kind of thing, and the documents.' })
export class ClientExport {
  @Field(() => ID, { description: 'The id of the export.' })
  id: string;

  @Field(() => Client, { nullable: true, description: 'Whose data.' })
  client: Client | null;

  @Field(() => ClientExportStatus, { description: 'Where it stands.' })
  status: keyof typeof ClientExportStatus;

  @Field(() => String, { description: 'Who asked for it: "client", or who on the staff.' })
  requestedBy: string;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  requestedAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was made.' })
  readyAt: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it is taken away.' })
  expiresAt: string | null;

  @Field(() => String, { nullable: true, description: 'Its size in bytes.' })
  sizeBytes: string | null;

  @Field(() => String, { nullable: true, description: 'Its SHA-256, in hex.' })
  sha256: string | null;

  @Field(() => Int, { nullable: true, description: 'How many documents are in it.' })
  files: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Where to fetch it. It holds for 60 seconds, and for as long as you are signed in and may see it. Reading it is written to the audit log, and so is each download.',
  })
  downloadUrl: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of exports.' })
export class ClientExportConnection extends connectionOf(() => ClientExport, 'ClientExport', 'An export') {}

@InputType({ description: 'Which exports: what is left out does not narrow the list; several conditions narrow it together.' })
export class ClientExportFilter {
  @Field(() => ID, { nullable: true, description: 'Of this client.' })
  clientId?: string | null;

  @Field(() => [ClientExportStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Asked for in this span.' })
  requestedAt?: DateTimeRange | null;
}

@ArgsType()
export class ClientExportsArgs extends PageArgs {
  @Field(() => ClientExportFilter, { nullable: true, description: 'Which exports; the newest first.' })
  filter?: ClientExportFilter | null;
}

@InputType({ description: 'Asks for an export.' })
export class ClientExportRequestInput {
  @Field(() => ID, { description: 'Whose data.' })
  clientId: string;
}

@ObjectType({ simpleResolvers: true, description: 'The export as it is now, or why there is none.' })
export class ClientExportPayload {
  @Field(() => ClientExport, { nullable: true, description: 'The export; null when there are errors.' })
  clientExport: ClientExport | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
