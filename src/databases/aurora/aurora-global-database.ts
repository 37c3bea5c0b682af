import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { globalLagAlarms } from './aurora-global-alarms';
import { checkGlobalProps } from './aurora-global-checks';
import { AuroraGlobalDatabaseProps } from './aurora-global-props';
import { SecureAuroraCluster } from './secure-aurora-cluster';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { physicalName } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { RDS_GLOBAL_CLUSTER_DESTRUCTION } from '../../facts/destructive-actions';
import { storeAlarms } from '../../foundation/alerts/store-alarms';
import { IProtectedStore } from '../../foundation/deletion/protected-store';
import { protectStack } from '../stack-protection';

/** A cluster of a global database, as the others must know it. */
export interface GlobalMember {
  readonly identifier: string;

  /** Its region, if that is known. */
  readonly region?: string;
}

const SAFEGUARDS = [Safeguard.ENCRYPTION_AT_REST, Safeguard.DELETION_PROTECTION, Safeguard.RETENTION];

/**
 * An Aurora global database, grown from a `SecureAuroraCluster`; each further region has a `SecureAuroraSecondaryCluster`.
 *
 * - The primary cluster keeps its data, its address and its place in its stack; it is encrypted, and so are all others.
 * - It is protected against deletion, and outlives its stack, which the CDK CLI protects against removal.
 * - Alarms tell when a cluster lags, also the primary one after a switchover.
 *
 * ```ts
 * import { AuroraGlobalDatabase, SecureAuroraCluster, SecureAuroraSecondaryCluster, TieredNetwork } from 'cdk-hardened-databases';
 *
 * declare const orders: SecureAuroraCluster;
 * declare const elsewhere: Stack;
 * const globalDatabase = new AuroraGlobalDatabase(this, 'World', { primary: orders });
 * new SecureAuroraSecondaryCluster(elsewhere, 'Orders', { globalDatabase, network: new TieredNetwork(elsewhere, 'Network') });
 * ```
 *
 * ### What this does not do
 *
 * - It switches nothing over. `SwitchoverGlobalCluster` loses nothing, `FailoverGlobalCluster` loses what has not been copied; afterwards
 *   applications must write to the other region. The constructs stay as they are: the next deployment changes no role.
 * - RDS installs no minor versions by itself in a global database, whatever its clusters say. Raise `engine` of the secondary clusters
 *   first and that of the primary one last; until then nothing can be switched over. A new major version is given to the global
 *   database itself (`ModifyGlobalCluster`), and to the constructs afterwards.
 * - Its clusters cannot be stopped or rewound, and have no password that RDS manages; so `DatabaseUsers` cannot serve them, and users are
 *   made in SQL.
 * - Deleting it takes all clusters out of it, and deletes none.
 * - To bound the loss of a failover, set `rds.global_db_rpo` in the `parameters` of Aurora PostgreSQL: the primary cluster then waits.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html
 */
export class AuroraGlobalDatabase extends Construct implements IProtectedStore {
  /** The underlying global cluster, for everything that the props do not cover. */
  public readonly globalCluster: rds.CfnGlobalCluster;
  public readonly storeArns: string[];
  public readonly destructiveActions: string[];

  /** @internal */
  public readonly _primary: SecureAuroraCluster;

  /** @internal */
  public readonly _identifier: string;

  private readonly members: GlobalMember[];

  /**
   * Throws one error with all problems: the `GLOBAL_` and `WAIVER_` codes.
   */
  public constructor(scope: Construct, id: string, props: AuroraGlobalDatabaseProps) {
    const problems = new PropProblems('AuroraGlobalDatabase', scope, id);
    problems.required({ primary: props.primary });
    const { primary } = props;
    const { hardening: { classification }, identifier } = primary._blueprint;
    const hardening = new Hardening({ construct: 'AuroraGlobalDatabase', classification, safeguards: SAFEGUARDS, waivers: props.waivers }, problems);
    checkGlobalProps(scope, props, problems);
    problems.throwIfAny();

    super(scope, id);
    this._primary = primary;
    this._identifier = props.identifier ?? physicalName(this, 63);
    this.members = [{ identifier, region: known(Stack.of(primary).region) }];
    this.globalCluster = new rds.CfnGlobalCluster(this, 'GlobalCluster', {
      globalClusterIdentifier: this._identifier,
      // engine, version and encryption are those of the source
      sourceDbClusterIdentifier: (primary.cluster.node.defaultChild as rds.CfnDBCluster).attrDbClusterArn,
      engineLifecycleSupport: props.engineLifecycleSupport,
      deletionProtection: hardening.keeps(Safeguard.DELETION_PROTECTION),
    });
    this.globalCluster.applyRemovalPolicy(hardening.keeps(Safeguard.RETENTION) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    // its members must be there too: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-creating.html
    this.globalCluster.node.addDependency(primary.cluster);
    if (primary._blueprint.hardening.keeps(Safeguard.ALARMS)) {
      storeAlarms(this, primary.alerts, globalLagAlarms(this, identifier));
    }

    this.storeArns = [Stack.of(this).formatArn({
      service: 'rds', region: '', resource: 'global-cluster', resourceName: this._identifier, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    })];
    this.destructiveActions = [...RDS_GLOBAL_CLUSTER_DESTRUCTION.actions];
    props.deletionGuard?.protect(this);
    protectStack(this, hardening);
    hardening.recordOn(this);
  }

  /** The name of the global database. */
  public get globalClusterIdentifier(): string {
    return this._identifier;
  }

  /** @internal */
  public get _follows(): SecureAuroraCluster {
    return this._primary;
  }

  /** @internal the clusters, the primary one first */
  public get _members(): readonly GlobalMember[] {
    return this.members;
  }

  /** @internal */
  public _join(member: GlobalMember): void {
    this.members.push(member);
  }
}
