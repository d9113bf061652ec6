import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { PaymentFileService } from './payment-file.service.js';
import { PaymentFileExportInput, PaymentFilePayload } from './payment-file.types.js';

@Resolver()
export class PaymentFileResolver {
  constructor(private readonly files: PaymentFileService) {}

  @Mutation(() => PaymentFilePayload, { description: 'Puts the payouts that wait for it into a file for the bank, each into one file only.' })
  paymentFileExport(
    @Arg('input', () => PaymentFileExportInput, { description: 'Of which bank; or which file again.' }) input: PaymentFileExportInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => {
      const { file, left } = await this.files.export(context.request, input);
      return { paymentFile: file, left };
    }).then((payload) => ({ left: 0, ...payload }));
  }
}
