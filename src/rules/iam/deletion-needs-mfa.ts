import { isGuarded } from './guarded';
import { isEnteredWithMfa, needsMfa } from './mfa';
import { endsOwnBackups } from './recovery-points';
import { everyAllow, POLICIES } from './statements';
import { Safeguard } from '../../core/safeguard';
import { DYNAMODB_TABLE_DESTRUCTION, KMS_KEY_DESTRUCTION, RDS_CLUSTER_DESTRUCTION, RDS_INSTANCE_DESTRUCTION } from '../../facts/destructive-actions';
import { coversAction } from '../policy';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

const DESTRUCTIVE = [...new Set([RDS_INSTANCE_DESTRUCTION, RDS_CLUSTER_DESTRUCTION, KMS_KEY_DESTRUCTION, DYNAMODB_TABLE_DESTRUCTION]
  .flatMap(({ actions }) => actions))];

export const deletionNeedsMfa = rule({
  id: 'iam.deletion-needs-mfa',
  title: 'Policies that allow to destroy a database or its key demand multi-factor authentication',
  why: 'One leaked access key, or one taken-over host with such a role, is enough to destroy the data and its backups. No published control asks for it.',
  fix: 'Add the condition `Bool: { aws:MultiFactorAuthPresent: true }` to the statement or to `AssumeRolePolicyDocument` of its roles, or use `DeletionGuard`.',
  severity: 'low',
  safeguard: Safeguard.MFA_DELETION,
  controls: [],
  appliesTo: POLICIES,
  check: (resource, app) => everyAllow(resource, (statement, at) => {
    const allowed = DESTRUCTIVE.filter((action) => coversAction(statement, action));
    const safely = allowed.length === 0 || needsMfa(statement) || isEnteredWithMfa(resource) || endsOwnBackups(statement, resource);
    return safely || isGuarded(resource, app)
      ? PASS
      : fail(at, `${statement.label} allows ${allowed.slice(0, 3).join(', ')}${allowed.length > 3 ? ' and more' : ''} without MFA`);
  }),
});
