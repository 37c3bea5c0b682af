import { Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Grip, GuardPolicies, MAX_POLICIES } from './guard-policies';
import { IProtectedStore } from './protected-store';
import { PropProblems, quoted } from '../../core/check-props';
import { HardeningError, Problem, subjectOf } from '../../core/errors';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { ADMINISTRATOR_ROLE_TAMPERING } from '../../facts/destructive-actions';

/** Properties of `DeletionGuard`. */
export interface DeletionGuardProps {
  /**
   * What is protected. They may live in other stacks; the guard's stack then depends on theirs.
   *
   * @default - none yet: call `protect`, or pass the guard to the stores
   */
  readonly stores?: IProtectedStore[];

  /**
   * Who may assume the administrator role, with MFA: accounts, users, or roles that are entered with MFA on the way.
   *
   * @default - every IAM user of the account whose own policies allow `sts:AssumeRole` on the role
   */
  readonly administrators?: iam.IPrincipal;

  /**
   * How old an MFA authentication may be: whole minutes, 5 minutes to 12 hours.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthage
   * @default Duration.hours(1)
   */
  readonly maxMfaAge?: Duration;

  /**
   * How long a session of the administrator role may last: whole minutes, 1 to 12 hours.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;
}

/**
 * Demands multi-factor authentication from people who destroy or unprotect data stores.
 *
 * - `denyPolicy` denies the destructive actions on the protected stores without a fresh MFA authentication, and denies
 *   to tamper with the administrator role. It binds those to whom it is applied with `applyTo`, and nobody else.
 * - `administratorRole` can be assumed with a fresh MFA authentication only, and may do exactly the destructive actions
 *   on exactly the protected stores.
 * - Deployments are not affected: CloudFormation has no MFA, and `applyTo` refuses its execution role.
 *
 * The session of a role never carries proof of MFA, even if MFA was needed to assume it:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 * A role under the guard can therefore not destroy at all; its people use the administrator role, or an MFA session
 * (`sts:GetSessionToken`) of their own user.
 *
 * ### What this does not do
 *
 * - It does not stop principals to whom it is not applied: administrators of IAM, the root user, service roles.
 * - It does not stop people who may deploy: they can destroy a store through its stack. Retention and deletion
 *   protection are for that.
 * - Sessions of IAM Identity Center and SAML have no MFA key: their people cannot assume the administrator role.
 * - The administrator role gets no ARN with a wildcard: snapshots that are named by a pattern are denied to people without
 *   MFA, but not granted to the role.
 * - The policies of a `DataKey` and of a `SecureDynamoTable` are not opened for the administrator role: name it in `deletionRoleArns` of the key, and
 *   in `policy.deletionRoleArns` of the table.
 */
export class DeletionGuard extends Construct {
  /** The policy that denies destruction without MFA; the first of `denyPolicies`. */
  public readonly denyPolicy: iam.ManagedPolicy;

  /** The role that may destroy, with MFA. */
  public readonly administratorRole: iam.Role;

  private readonly deny: GuardPolicies;
  private readonly allow: GuardPolicies;
  private readonly stores = new Set<IProtectedStore>();

  /**
   * Throws `MFA_AGE_OUT_OF_RANGE`, `MFA_AGE_UNKNOWN`, `SESSION_DURATION_OUT_OF_RANGE`, `SESSION_DURATION_UNKNOWN`,
   * `ADMINISTRATORS_WITHOUT_MFA`, and what `protect` throws. A guard that protects nothing fails at synthesis.
   */
  public constructor(scope: Construct, id: string, props: DeletionGuardProps = {}) {
    const problems = new PropProblems('DeletionGuard', scope, id);
    const hardening = new Hardening({ construct: 'DeletionGuard', safeguards: [Safeguard.MFA_DELETION] }, problems);
    check(props, problems);
    problems.throwIfAny();

    super(scope, id);
    const maxMfaAge = props.maxMfaAge ?? Duration.hours(1);
    this.administratorRole = this.createRole(props, maxMfaAge);
    this.deny = new GuardPolicies(this, 'DenyPolicy', `Denies to destroy the stores of ${this.node.path} without MFA`, iam.Effect.DENY, [
      { sid: 'WithoutMfa', condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } },
      { sid: 'StaleMfa', condition: { NumericGreaterThanIfExists: { 'aws:MultiFactorAuthAge': String(maxMfaAge.toSeconds()) } } },
    ]);
    this.allow = new GuardPolicies(this, 'AdministratorPolicy', `Allows to destroy the stores of ${this.node.path}`, iam.Effect.ALLOW, [
      { sid: 'Destroy' },
    ]);
    this.deny.add({ arns: [this.administratorRole.roleArn], actions: ADMINISTRATOR_ROLE_TAMPERING.actions });
    this.denyPolicy = this.deny.policies[0];
    this.allow.attachToRole(this.administratorRole);
    props.stores?.forEach((store) => this.protect(store));
    this.node.addValidation({ validate: () => (this.stores.size > 0 ? [] : [EMPTY]) });
    hardening.recordOn(this);
  }

  /** All policies that deny: more than one when the stores do not fit into the 6144 characters of a managed policy. */
  public get denyPolicies(): iam.ManagedPolicy[] {
    return [...this.deny.policies];
  }

  /**
   * Protect one more store; a store that is protected already is left as it is.
   *
   * Throws `STORE_WITHOUT_ARNS`, `STORE_WITHOUT_ACTIONS`, `ARN_INVALID`, `ACTION_INVALID`, `STORE_TOO_LARGE` (one store
   * needs more than a whole policy) and `TOO_MANY_STORES` (more policies than an identity takes).
   */
  public protect(store: IProtectedStore): void {
    if (this.stores.has(store)) {
      return;
    }
    const grip = { arns: store.storeArns, actions: store.destructiveActions };
    throwIfAny(`Protection of '${store.node.path}' by ${subjectOf('DeletionGuard', this.node.scope!, this.node.id)}`,
      [...problemsOf(grip), ...this.problemsOfSize(grip)]);
    this.stores.add(store);
    this.deny.add(grip);
    const named = grip.arns.filter((arn) => !/[*?]/.test(arn));
    if (named.length > 0) {
      this.allow.add({ ...grip, arns: named });
    }
  }

  /**
   * Bind a user, a group or a role of people to the guard. Imported ones are allowed: the policy names them.
   *
   * Throws `DEPLOY_ROLE_GUARDED` for a role that CloudFormation assumes, since its deployments would fail, and
   * `ADMINISTRATOR_GUARDED` for the administrator role.
   */
  public applyTo(identity: iam.IIdentity): void {
    throwIfAny(`Attachment of ${subjectOf('DeletionGuard', this.node.scope!, this.node.id)} to '${identity.node.path}'`,
      this.problemsOfIdentity(identity));
    if (isRole(identity)) {
      this.deny.attachToRole(identity);
    } else if ('groupName' in identity) {
      this.deny.attachToGroup(identity as iam.IGroup);
    } else {
      this.deny.attachToUser(identity as iam.IUser);
    }
  }

  private createRole(props: DeletionGuardProps, maxMfaAge: Duration): iam.Role {
    return new iam.Role(this, 'AdministratorRole', {
      description: `May destroy the stores of ${this.node.path}; to be assumed with MFA`,
      assumedBy: new iam.PrincipalWithConditions(props.administrators ?? new iam.AccountRootPrincipal(), {
        // no `IfExists`: a request that says nothing about MFA is refused
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        NumericLessThanEquals: { 'aws:MultiFactorAuthAge': String(maxMfaAge.toSeconds()) },
      }),
      maxSessionDuration: props.maxSessionDuration ?? Duration.hours(1),
    });
  }

  private problemsOfSize(grip: Grip): Problem[] {
    const count = this.deny.countWith(grip);
    if (count === undefined) {
      return [{ code: 'STORE_TOO_LARGE', message: `its ${grip.arns.length} ARNs and ${grip.actions.length} actions do not fit into the 6144 characters of a managed policy; protect it as several stores` }];
    }
    return count <= MAX_POLICIES ? [] : [{ code: 'TOO_MANY_STORES', message: `the guard would need ${count} managed policies, and an identity takes ${MAX_POLICIES}; create a guard for each group of stores and people` }];
  }

  private problemsOfIdentity(identity: iam.IIdentity): Problem[] {
    const administrator = identity === this.administratorRole;
    return [
      ...(administrator ? [{ code: 'ADMINISTRATOR_GUARDED', message: 'the administrator role is there to destroy, and its sessions carry no MFA; apply the guard to the people instead' }] : []),
      ...(isDeployRole(identity) ? [{ code: 'DEPLOY_ROLE_GUARDED', message: 'CloudFormation assumes this role and has no MFA, deployments would fail; apply the guard to the people instead' }] : []),
    ];
  }
}

const EMPTY = 'DELETION_GUARD_EMPTY: the guard protects nothing; pass `stores`, call `protect(store)`, or pass the guard to a store';

function isRole(identity: iam.IIdentity): identity is iam.IRole & iam.IIdentity {
  return 'roleName' in identity;
}

/** A role that CloudFormation assumes: by its trust policy, or by the name that `cdk bootstrap` gives it. */
function isDeployRole(identity: iam.IIdentity): boolean {
  if (!isRole(identity)) {
    return false;
  }
  const trust = JSON.stringify(Stack.of(identity).resolve((identity as Partial<iam.Role>).assumeRolePolicy) ?? '');
  return trust.includes('cloudformation.amazonaws.com') || /^cdk-[a-z0-9]+-cfn-exec-role-/.test(known(identity.roleName) ?? '');
}

function throwIfAny(subject: string, problems: Problem[]): void {
  if (problems.length > 0) {
    throw new HardeningError(subject, problems);
  }
}

function problemsOf({ arns, actions }: Grip): Problem[] {
  const badArns = arns.filter((arn) => !/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.*[^*:/]/.test(known(arn) ?? 'arn:any:any:::any'));
  const badActions = actions.filter((action) => !/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action));
  return [
    ...(arns.length > 0 ? [] : [{ code: 'STORE_WITHOUT_ARNS', message: '`storeArns` is empty; name what the guard protects' }]),
    ...(actions.length > 0 ? [] : [{ code: 'STORE_WITHOUT_ACTIONS', message: '`destructiveActions` is empty; name what the guard denies' }]),
    ...badArns.map((arn) => ({ code: 'ARN_INVALID', message: `\`storeArns\` has ${quoted(arn)}, allowed are ARNs that name a resource; write it as arn:aws:rds:eu-west-1:111122223333:db:orders` })),
    ...badActions.map((action) => ({ code: 'ACTION_INVALID', message: `\`destructiveActions\` has ${quoted(action)}, allowed are whole IAM actions; write it as rds:DeleteDBInstance` })),
  ];
}

function check(props: DeletionGuardProps, problems: PropProblems): void {
  const minutes = (name: string, code: string, value: Duration | undefined, min: number) => {
    problems.mustBeKnown(name, value, `${code}_UNKNOWN`, 'pass a Duration of whole minutes');
    problems.wholeNumber(name, known(value)?.toMinutes({ integral: false }), {
      code: `${code}_OUT_OF_RANGE`, min, max: 720, unit: 'minutes', instead: 'leave it out, or pass a duration in that range',
    });
  };
  minutes('maxMfaAge', 'MFA_AGE', props.maxMfaAge, 5);
  minutes('maxSessionDuration', 'SESSION_DURATION', props.maxSessionDuration, 60);
  const principal = props.administrators?.policyFragment.principalJson ?? {};
  problems.when(Object.entries(principal).some(([kind, names]) => kind !== 'AWS' || names.includes('*')), 'ADMINISTRATORS_WITHOUT_MFA',
    () => `\`administrators\` is ${quoted(JSON.stringify(principal))}, allowed are accounts, users and roles; services, federations and everybody have no MFA`);
}
