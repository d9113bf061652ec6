import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { PERMISSION_IDS, PERMISSIONS } from '../../access/permissions.js';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { DepartmentService } from './department.service.js';
import { Department, DepartmentPayload, DepartmentPermissionsSetInput, DepartmentPolicySetInput, Permission } from './permission.types.js';

const CATALOGUE: readonly Permission[] = PERMISSION_IDS.map((id) => ({ id, title: PERMISSIONS[id].title, isSensitive: PERMISSIONS[id].sensitive }));

@Resolver()
export class PermissionResolver {
  constructor(private readonly service: DepartmentService) {}

  @Query(() => [Permission], { description: 'Every permission that there is.' })
  permissionCatalogue() {
    return CATALOGUE;
  }

  @Query(() => [Department], { description: 'Every department, with what it may do as of now.' })
  departments() {
    return this.service.list();
  }

  @Mutation(() => DepartmentPayload, {
    description: 'Sets what a department may do, effective at once on every instance. permissions:write stays with a department that has an active member.',
  })
  departmentPermissionsSet(
    @Arg('input', () => DepartmentPermissionsSetInput, { description: 'The department and its permissions.' }) input: DepartmentPermissionsSetInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ department: await this.service.setPermissions(context.request, input) }));
  }

  @Mutation(() => DepartmentPayload, { description: 'Sets what a department asks of its members, effective at once on every instance.' })
  departmentPolicySet(
    @Arg('input', () => DepartmentPolicySetInput, { description: 'The department and what it asks.' }) input: DepartmentPolicySetInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ department: await this.service.setPolicy(context.request, input) }));
  }
}
