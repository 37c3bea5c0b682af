import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { openSearchAlarms } from './opensearch-alarms';
import { checkOpenSearchProps, OPENSEARCH_SAFEGUARDS } from './opensearch-checks';
import { OpenSearchGrants } from './opensearch-grants';
import { domainLogs, DomainLogs } from './opensearch-logs';
import { createMasterRole } from './opensearch-master-role';
import { SecureOpenSearchDomainProps } from './opensearch-props';
import { domainArn, OpenSearchBlueprint, renderDomain } from './opensearch-render';
import { snapshotRole } from './opensearch-snapshots';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { physicalName } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { OPENSEARCH_DOMAIN_DESTRUCTION } from '../../facts/opensearch';
import { storeAlarms } from '../../foundation/alerts/store-alarms';
import { checkHome } from '../../foundation/home-region';
import { INetworkedDataStore } from '../data-store';
import { stateObjectives } from '../recovery/recovery-statement';
import { protectStack } from '../stack-protection';
import { surround } from '../store-surroundings';

/**
 * An OpenSearch domain with every safeguard that the service knows.
 *
 * - It lies in the data tier, in a security group of its own that opens nothing outwards; the app tier reaches 443, nobody else does.
 * - One customer key encrypts indices, swap files, automated snapshots and logs. Nodes talk to each other over TLS, clients over
 *   TLS 1.2 or later with forward secrecy.
 * - Fine-grained access control is on, an IAM role is the master, and there is no internal user and no password at all.
 * - Every request is signed with IAM credentials: the access policy of the domain admits nobody, `grants` let identities in.
 * - Three data nodes and three dedicated masters in three zones; in a network of two zones, four data nodes in two. With
 *   `nodes: { multiAz: OpenSearchMultiAz.WITH_STANDBY }` one of three zones stands by.
 * - Error, slow and audit logs go to encrypted log groups that are kept; the alarms that AWS recommends go to `alerts`.
 * - The service updates its software by itself, in the off-peak window, and a later `version` is installed in place.
 * - It outlives its stack, together with its key, log groups, security group and master role. Its name is fixed: what would replace it (another
 *   key) is refused by CloudFormation until another `domainName` says that a new domain is meant.
 * - The CDK CLI protects its stack against removal until the termination protection is taken off.
 *
 * OpenSearch needs its service-linked role in the account before a domain can lie in a VPC. Consoles create it on the way,
 * CloudFormation does not: `aws iam create-service-linked-role --aws-service-name opensearchservice.amazonaws.com`, once for
 * each account. https://docs.aws.amazon.com/opensearch-service/latest/developerguide/slr-aos.html
 *
 * ### What this does not do
 *
 * - The service has no deletion protection and leaves no final snapshot: whoever has `es:DeleteDomain` deletes the domain and its
 *   automated snapshots. A `DeletionGuard` denies that, and the deletion of indices, to people without MFA; it does not bind those to
 *   whom it is not applied, nor `_delete_by_query`, which is a POST request as any search.
 * - Automated snapshots are hourly and kept for 14 days, which cannot be changed; protected and secret data needs manual snapshots
 *   besides: `snapshotRole(bucket)`.
 *   https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-snapshots.html
 * - It maps no roles inside OpenSearch: the master role does, with the REST API. Until then identities that `grants` let in are refused.
 * - Slow logs stay empty until each index has thresholds, and audit logs until they are switched on with the REST API
 *   (`_plugins/_security/api/audit`).
 *   https://docs.aws.amazon.com/opensearch-service/latest/developerguide/audit-log.html
 * - Events of the service (updates that become mandatory, health of shards) go to EventBridge only; the alarms watch what they tell.
 * - Volumes do not grow by themselves; an alarm tells when a quarter is left.
 * - With a standby zone, indices that have neither two nor five replicas are refused; templates of indices are up to their owners.
 * - It makes no warm and cold nodes, and so has no alarms on them. How many shards are too many is watched for classes whose memory is known: C, M, R and T.
 * - CloudWatch Logs takes ten resource policies in a region, of which this construct uses one.
 * - SAML and basic authentication of Dashboards need an access policy that admits the anonymous; they are not offered.
 */
export class SecureOpenSearchDomain extends Construct implements INetworkedDataStore {
  /** The underlying domain, for everything that the props do not cover. */
  public readonly domain: opensearch.CfnDomain;

  /** The rights that this store can give away. */
  public readonly grants: OpenSearchGrants;

  /** The role that administers users and roles inside OpenSearch. It reaches the domain after `grants.administer(masterRole)`. */
  public readonly masterRole: iam.IRole;

  /** The host name of the domain, without a scheme. */
  public readonly endpoint: string;

  /** The security group of the domain. */
  public readonly securityGroup: ec2.SecurityGroup;
  public readonly encryptionKey: kms.IKey;
  public readonly alerts: sns.ITopic;
  public readonly connections: ec2.Connections;
  public readonly port: number = 443;
  public readonly storeArns: string[];
  public readonly destructiveActions: string[];

  /**
   * Throws one error with all problems: `ENGINE_UNSUPPORTED`, `ENGINE_OUT_OF_SUPPORT`, `ENGINE_VERSION_UNKNOWN`, `PUBLIC_SUBNETS`,
   * `ZONES_TOO_FEW`, `STORAGE_UNSUPPORTED`, `VOLUME_OUT_OF_RANGE`, `IOPS_TOO_LOW`, `THROUGHPUT_TOO_LOW`, and the `DOMAIN_NAME_`,
   * `DATA_NODES_`, `MASTER_NODES_`, `STANDBY_`, `USER_POOL_`, `IDENTITY_POOL_`, `INSTANCE_TYPE_`, `OFF_PEAK_START_`, `OBJECTIVE_` and `WAIVER_` codes, and those that end in `_ELSEWHERE`.
   */
  public constructor(scope: Construct, id: string, props: SecureOpenSearchDomainProps) {
    const problems = new PropProblems('SecureOpenSearchDomain', scope, id);
    const { classification, waivers } = props;
    const hardening = new Hardening({ construct: 'SecureOpenSearchDomain', classification, safeguards: OPENSEARCH_SAFEGUARDS, waivers }, problems);
    const layout = checkOpenSearchProps(props, hardening, problems);
    checkHome(scope, props, problems);
    problems.throwIfAny();

    super(scope, id);
    ({ encryptionKey: this.encryptionKey, alerts: this.alerts, securityGroup: this.securityGroup, connections: this.connections }
      = surround(this, props, this.port, removalOf(hardening)));
    this.masterRole = props.masterRole ?? createMasterRole(this, removalOf(hardening));

    const name = props.domainName ?? physicalName(this, 28);
    const logs = hardening.keeps(Safeguard.LOG_EXPORTS) ? this.createLogs(name, hardening) : undefined;
    const blueprint = {
      props, hardening, layout, name, logs, key: this.encryptionKey, securityGroup: this.securityGroup, masterRole: this.masterRole,
    };
    this.domain = this.createDomain(blueprint);
    stateObjectives(this, this.domain.tags, props.recovery?.objectives);
    this.endpoint = this.domain.attrDomainEndpoint;
    this.grants = OpenSearchGrants._of({ construct: this.domain, domainArn: this.domain.attrArn });
    if (hardening.keeps(Safeguard.ALARMS)) {
      storeAlarms(this, this.alerts, openSearchAlarms(this, layout));
    }

    this.storeArns = [domainArn(this, name), `${domainArn(this, name)}/*`];
    this.destructiveActions = [...OPENSEARCH_DOMAIN_DESTRUCTION.actions];
    props.deletionGuard?.protect(this);
    protectStack(this, hardening);
    hardening.recordOn(this);
  }

  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      period: options?.period,
      statistic: options?.statistic,
      unit: options?.unit,
      label: options?.label,
      color: options?.color,
      account: options?.account,
      region: options?.region,
      namespace: 'AWS/ES',
      metricName,
      dimensionsMap: { DomainName: this.domain.ref, ClientId: Stack.of(this).account },
    });
  }

  /**
   * Create the role with which the domain writes manual snapshots to a bucket, and reads them back.
   *
   * Whoever registers the bucket as a repository (`PUT _snapshot/archive`, with the ARN of the role) must be allowed to pass the role:
   * `role.grantPassRole(identity)`. Who takes snapshots, how often and for how long they are kept is up to a policy inside OpenSearch.
   *
   * Calling it once more for the same bucket gives the same role.
   *
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-snapshots.html
   * @param bucket where snapshots are kept; encrypted, and for OpenSearch alone
   */
  public snapshotRole(bucket: s3.IBucket): iam.Role {
    return snapshotRole(this, bucket, this.storeArns[0]);
  }

  private createLogs(name: string, hardening: Hardening): DomainLogs {
    return domainLogs(this, {
      domainName: name,
      domainArn: domainArn(this, name),
      key: this.encryptionKey,
      classification: hardening.classification,
      removalPolicy: removalOf(hardening),
    });
  }

  private createDomain(blueprint: OpenSearchBlueprint): opensearch.CfnDomain {
    const domain = new opensearch.CfnDomain(this, 'Domain', renderDomain(this, blueprint));
    // without it another version replaces the domain: cfn-opensearchservice-domain-engineversion
    domain.cfnOptions.updatePolicy = { enableVersionUpgrade: true };
    domain.applyRemovalPolicy(removalOf(blueprint.hardening));
    if (blueprint.logs) {
      domain.node.addDependency(blueprint.logs.policy);
    }
    return domain;
  }
}

function removalOf(hardening: Hardening): RemovalPolicy {
  return hardening.keeps(Safeguard.RETENTION) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}
