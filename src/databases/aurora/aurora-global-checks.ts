import { Stack } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { IConstruct } from 'constructs';
import { AuroraCapacity } from './aurora-capacity';
import { AuroraGlobalDatabaseProps } from './aurora-global-props';
import { SecureAuroraCluster } from './secure-aurora-cluster';
import { PropProblems, quoted } from '../../core/check-props';
import { known } from '../../core/known';
import { GLOBAL_CLASSES } from '../../facts/aurora-global';
import { MasterAuthentication } from '../rds/rds-engine-options';

/** Report everything that is wrong with the props of a global database. */
export function checkGlobalProps(scope: IConstruct, props: AuroraGlobalDatabaseProps, problems: PropProblems): void {
  const { primary, identifier, engineLifecycleSupport } = props;
  const { facts, capacity } = primary._blueprint;
  checkPrimary(primary, problems);
  const other = primary.node.root.node.findAll().find((each) => (each as { readonly _primary?: unknown })._primary === primary);
  problems.when(other !== undefined, 'GLOBAL_PRIMARY_TAKEN',
    () => `\`primary\` belongs to the global database '${other!.node.path}' already, and a cluster belongs to one; add clusters to that one`);
  checkClass('primary', capacity, problems);
  checkHome(scope, primary, problems);
  problems.mustBeKnown('identifier', identifier, 'GLOBAL_IDENTIFIER_UNKNOWN', 'pass plain text, since stacks in other regions name it');
  problems.text('identifier', identifier, {
    code: 'GLOBAL_IDENTIFIER_INVALID',
    pattern: /^(?=.{1,63}$)[a-z](-?[a-z0-9])*$/,
    allowed: '1 to 63 lower-case letters, digits and single hyphens, starting with a letter',
    instead: 'leave it out for a derived name',
  });
  const lifecycles: readonly string[] = Object.values(rds.EngineLifecycleSupport);
  problems.when(engineLifecycleSupport !== undefined && !lifecycles.includes(engineLifecycleSupport), 'GLOBAL_LIFECYCLE_UNKNOWN',
    () => `\`engineLifecycleSupport\` is ${quoted(String(engineLifecycleSupport))}, allowed are ${lifecycles.join(' and ')}; pass an rds.EngineLifecycleSupport`);
  problems.when(engineLifecycleSupport !== undefined && facts.engine !== 'aurora-postgresql', 'GLOBAL_LIFECYCLE_UNSUPPORTED',
    () => `\`engineLifecycleSupport\` is ${engineLifecycleSupport}, but global databases of ${facts.engine} do not take it; remove it`);
}

/** What Aurora refuses in a global database: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html#aurora-global-database.limitations */
function checkPrimary({ _blueprint: { props }, cluster }: SecureAuroraCluster, problems: PropProblems): void {
  problems.when(props.engineOptions?.masterAuthentication !== MasterAuthentication.IAM, 'GLOBAL_PASSWORD_MANAGED',
    () => '`primary` has a password that RDS manages, and RDS takes no such cluster into a global database; '
      + 'give it `engineOptions: { masterAuthentication: MasterAuthentication.IAM }`');
  problems.when(((cluster.node.defaultChild as rds.CfnDBCluster).backtrackWindow ?? 0) > 0, 'GLOBAL_BACKTRACKS',
    () => '`primary` can be rewound, but clusters of a global database cannot; give it `recovery: { backtrackWindow: Duration.hours(0) }`');
}

/** Members of global databases are optimized for memory, or serverless. */
export function checkClass(prop: string, { _size: { instanceType } }: AuroraCapacity, problems: PropProblems): void {
  const name = known(instanceType?.toString());
  problems.when(name !== undefined && !GLOBAL_CLASSES.test(name), 'GLOBAL_CLASS_UNSUPPORTED',
    () => `\`${prop}\` has members of class ${name}, but Aurora global databases take memory-optimized classes (r, x) and serverless members only; change its \`capacity\``);
}

function checkHome(scope: IConstruct, primary: SecureAuroraCluster, problems: PropProblems): void {
  const [here, there] = [Stack.of(scope), Stack.of(primary)];
  const differs = [[here.region, there.region], [here.account, there.account]]
    .some(([left, right]) => known(left) !== undefined && known(right) !== undefined && left !== right);
  problems.when(differs, 'GLOBAL_DATABASE_ELSEWHERE',
    () => '`primary` lies in another region or account than this stack, but RDS makes a global database where its primary cluster is; move it there');
}
