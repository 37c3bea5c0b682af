import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { decidedParameters } from './db2-parameters';
import { checkWindows } from '../maintenance-windows';
import { checkPort } from './rds-checks';
import { MasterAuthentication } from './rds-engine-options';
import { checkParameters } from './rds-parameters';
import { SecureRdsInstanceProps } from './rds-props';
import { SecureRdsReplicaProps } from './rds-replica-props';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { checkHome } from '../../foundation/home-region';
import { checkClass } from '../relational/class-checks';
import { checkDataTier, checkNaming } from '../relational/relational-checks';
import { checkCopyClassification } from '../relational/surroundings-checks';

/** Whether a replica lies in another region than its source; undefined when nobody can tell. */
export function isElsewhere(scope: Construct, source: Construct): boolean | undefined {
  const [here, there] = [Stack.of(scope), Stack.of(source)];
  const regions = [known(here.region), known(there.region)];
  if (regions[0] === regions[1]) {
    return false;
  }
  return regions.includes(undefined) || known(there.account) === undefined ? undefined : true;
}

/** Report everything that is wrong with the props of a replica. */
export function checkReplicaProps(
  scope: Construct, props: SecureRdsReplicaProps, asInstance: SecureRdsInstanceProps, hardening: Hardening, problems: PropProblems,
): void {
  const { facts } = props.source._blueprint;
  checkSource(props, problems);
  checkPlace(scope, props, problems);
  checkDataTier(props.network, problems);
  checkHome(scope, props, problems);
  checkCopyClassification(props.classification, props.source._blueprint.hardening.classification, 'source', problems);
  checkClass('instanceType', props.instanceType, facts, problems);
  checkPort(scope, asInstance, facts, hardening, problems);
  checkWindows(props.windows ?? {}, problems);
  checkNaming({ identifier: props.identifier }, { ...facts, identifierProp: 'identifier' }, problems);
  problems.wholeNumber('port', props.port, { code: 'PORT_OUT_OF_RANGE', min: 1150, max: 65_535, instead: 'leave it out for the port of the source' });
  checkParameters(facts, hardening, props.parameters ?? {}, problems, decidedParameters(asInstance, facts, hardening));
}

function checkSource({ source }: SecureRdsReplicaProps, problems: PropProblems): void {
  const { facts, props, hardening } = source._blueprint;
  problems.when(facts.replicas === 'none', 'REPLICA_UNSUPPORTED',
    () => `\`source\` runs ${facts.engine}, of which RDS makes no replicas; take an edition that has them, or copy its backups with \`replicateBackups\``);
  const managed = props.engineOptions?.masterAuthentication !== MasterAuthentication.IAM;
  problems.when(facts.replicas !== 'none' && facts.family !== 'sqlserver' && managed, 'REPLICA_SOURCE_PASSWORD_MANAGED',
    () => `\`source\` has a password that RDS manages, and RDS makes no replica of such a ${facts.engine}; `
      + (facts.iamAuthenticationSince
        ? 'give the source `engineOptions: { masterAuthentication: MasterAuthentication.IAM }`'
        : `${facts.engine} has no IAM authentication either, so copy its backups with \`replicateBackups\``));
  problems.when(!hardening.keeps(Safeguard.BACKUPS), 'REPLICA_SOURCE_WITHOUT_BACKUPS',
    () => '`source` waives Safeguard.BACKUPS, but RDS replicates instances with automated backups only; remove the waiver');
}

function checkPlace(scope: Construct, { source, encryptionKey }: SecureRdsReplicaProps, problems: PropProblems): void {
  const elsewhere = isElsewhere(scope, source);
  const accounts = [Stack.of(scope), Stack.of(source)].map(({ account }) => known(account));
  problems.when(accounts[0] !== undefined && accounts[1] !== undefined && accounts[0] !== accounts[1], 'REPLICA_ACCOUNT_DIFFERS',
    () => `\`source\` belongs to account ${accounts[1]}, this stack to ${accounts[0]}, but RDS makes replicas within one account; move the replica`);
  problems.when(elsewhere === undefined, 'REPLICA_REGION_UNKNOWN',
    () => '`source` lies in a stack whose region or account is not known, or this stack does; give both stacks an `env`, since the key and the ARN depend on it');
  problems.when(elsewhere === false && encryptionKey !== undefined && encryptionKey !== source.encryptionKey, 'REPLICA_KEY_DIFFERS',
    () => '`encryptionKey` differs from the key of the source, but RDS encrypts replicas in one region with one key; leave it out');
}
