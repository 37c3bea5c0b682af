import { checkCopyRegion, checkRedshiftNaming, checkRedshiftPort, IdentifierFacts } from './redshift-checks';
import { checkRedshiftParameters } from './redshift-parameters';
import { REDSHIFT_SERVERLESS } from './redshift-services';
import { checkUsageLimits } from './redshift-settings-checks';
import { RedshiftServerlessCapacity, SecureRedshiftServerlessProps, ServerlessSnapshotCopy } from './serverless-props';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { isDeployTime, known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { isServerlessBase, SERVERLESS_MAX_RPUS } from '../../facts/redshift';
import { checkWay } from '../../foundation/functions/called-service';
import { checkDataTier } from '../relational/relational-checks';

/**
 * What Redshift Serverless lets one choose.
 *
 * Not claimed is what nobody can switch off: encryption at rest, recovery points of 24 hours, patches, and a second zone.
 */
export const SERVERLESS_SAFEGUARDS = [
  Safeguard.CUSTOMER_MANAGED_KEY, Safeguard.ENCRYPTION_IN_TRANSIT, Safeguard.PRIVATE_NETWORK, Safeguard.TIERED_ACCESS,
  Safeguard.MANAGED_CREDENTIALS, Safeguard.RETENTION, Safeguard.LOG_EXPORTS, Safeguard.ALARMS,
];

/** https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_CreateNamespace.html */
const NAMESPACE: IdentifierFacts = {
  pattern: /^[a-z0-9-]{3,64}$/,
  allowed: '3 to 64 lower-case letters, digits and hyphens',
};

/** Report everything that is wrong with the props, in the region of the workgroup if it is known. */
export function checkServerlessProps(props: SecureRedshiftServerlessProps, hardening: Hardening, region: string, problems: PropProblems): void {
  checkDataTier(props.network, problems);
  checkCapacity(props.capacity ?? {}, problems);
  checkRedshiftNaming(props.naming ?? {}, NAMESPACE, problems);
  checkRedshiftPort(props.port, problems);
  checkRedshiftParameters(hardening, problems, props.tls, props.parameters);
  checkCopy(props.snapshotCopy, region, problems);
  checkUsageLimits(props.usageLimits, ['serverless-compute', 'cross-region-datasharing'], problems);
  if (props.usageLimits !== undefined) {
    checkWay(props.network, REDSHIFT_SERVERLESS, problems);
  }
}

function checkCapacity({ baseRpus: base, maxRpus: max }: RedshiftServerlessCapacity, problems: PropProblems): void {
  const [least, most] = [known(base), known(max)];
  problems.when(least !== undefined && !isServerlessBase(least), 'CAPACITY_OUT_OF_RANGE',
    () => `\`capacity.baseRpus\` is ${least}, allowed are 4, 8 to 512 in steps of 8, and 512 to 1024 in steps of 32; pass one of them`);
  problems.wholeNumber('capacity.maxRpus', max, { code: 'CAPACITY_OUT_OF_RANGE', min: 4, max: SERVERLESS_MAX_RPUS, instead: 'pass a number in that range' });
  problems.when(least !== undefined && most !== undefined && least > most, 'CAPACITY_CONTRADICTORY',
    () => `\`capacity.baseRpus\` is ${least}, more than \`capacity.maxRpus\` (${most}); lower it or raise \`maxRpus\``);
  problems.when(isDeployTime(base) && max === undefined, 'CAPACITY_UNKNOWN',
    () => '`capacity.baseRpus` is only known at deployment (a token), so that `capacity.maxRpus` cannot be derived from it; pass `maxRpus` too');
}

function checkCopy(copy: ServerlessSnapshotCopy | undefined, region: string, problems: PropProblems): void {
  if (copy === undefined) {
    return;
  }
  checkCopyRegion('snapshotCopy.region', copy.region, region, problems);
  const keyRegion = known(copy.encryptionKeyArn)?.split(':')[3];
  problems.when(keyRegion !== undefined && keyRegion !== copy.region, 'SNAPSHOT_COPY_KEY_ELSEWHERE',
    () => `\`snapshotCopy.encryptionKeyArn\` lies in ${keyRegion}, but the copies lie in ${copy.region}; pass a key of ${copy.region}`);
  problems.days('snapshotCopy.retention', copy.retention, {
    code: 'SNAPSHOT_COPY_RETENTION_OUT_OF_RANGE', min: 1, instead: 'leave it out to keep them until somebody deletes them',
  });
}
