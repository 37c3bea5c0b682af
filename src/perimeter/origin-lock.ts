import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { PropProblems } from '../core/check-props';
import { known } from '../core/known';
import { ITieredNetwork } from '../foundation/network/network';
import { closedGroup, HTTPS } from '../foundation/network/tier-security-groups';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html: five values in a rule, and one is the path */
const MAX_SECRETS = 3;

/** Nobody but AWS may give a list such a name: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateManagedPrefixList.html */
const ORIGIN_FACING = 'com.amazonaws.global.cloudfront.origin-facing';

/**
 * Binds a load balancer to CloudFront: only its addresses reach the port, and only requests with a secret header reach the app.
 *
 * Addresses alone prove nothing, since anybody can put a distribution of their own in front; the header alone lets everybody
 * knock. All other requests get the answer 404.
 *
 * CloudFront adds the header as a custom header of the origin. To replace the secret, deploy the load balancer with both the new and the
 * old one, then CloudFront with the new one, then the load balancer without the old one.
 *
 * ### What this does not do
 *
 * - Whoever may read the rules of the listener (`elasticloadbalancing:DescribeRules`) sees the secret.
 * - A changed secret value takes effect when its stack is deployed the next time.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html
 */
export class OriginLock {
  /**
   * Only CloudFront.
   *
   * Throws `PREFIX_LIST_INVALID`, `SECRETS_OUT_OF_RANGE`, `HEADER_INVALID`, `HEADER_UNKNOWN`.
   *
   * @param prefixListId the list `com.amazonaws.global.cloudfront.origin-facing` of the region (`pl-...`); it takes 55 of the 60 rules that a security
   *   group may have by default
   * @param secrets plain texts of letters and digits (`excludePunctuation`: the characters `*` and `?` would match anything), at most 128; one of them
   *   must be in the header. One to three
   * @param headerName the header; `x-origin-verify` when left out
   */
  public static cloudFront(prefixListId: string, secrets: secretsmanager.ISecret[], headerName?: string): OriginLock {
    const problems = new PropProblems('OriginLock', undefined, '');
    problems.text('prefixListId', known(prefixListId), { code: 'PREFIX_LIST_INVALID', pattern: /^pl-[0-9a-f]+$/, allowed: 'ids such as pl-0123456789abcdef0', instead: 'look it up' });
    checkSecrets(secrets, headerName, problems);
    problems.throwIfAny();
    return new OriginLock(secrets, headerName, prefixListId);
  }

  /**
   * Only CloudFront, whose prefix list is looked up when the app is synthesized and then kept in `cdk.context.json`. The account and region of the stack must
   * be known; other stacks pass the list to `cloudFront`.
   *
   * Throws `SECRETS_OUT_OF_RANGE`, `HEADER_INVALID`, `HEADER_UNKNOWN`; the load balancer throws `ORIGIN_LOCK_ENVIRONMENT`.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html
   * @param secrets as for `cloudFront`
   * @param headerName the header; `x-origin-verify` when left out
   */
  public static cloudFrontLookup(secrets: secretsmanager.ISecret[], headerName?: string): OriginLock {
    const problems = new PropProblems('OriginLock', undefined, '');
    checkSecrets(secrets, headerName, problems);
    problems.throwIfAny();
    return new OriginLock(secrets, headerName);
  }

  /** The header that carries the secret. */
  public readonly headerName: string;

  private constructor(private readonly secrets: secretsmanager.ISecret[], headerName?: string, private readonly prefixListId?: string) {
    this.headerName = headerName ?? 'x-origin-verify';
  }

  /** @internal */
  public get _secrets(): readonly secretsmanager.ISecret[] {
    return this.secrets;
  }

  /** @internal */
  public get _looksUp(): boolean {
    return this.prefixListId === undefined;
  }

  /**
   * The group of the load balancer: the web group of the network admits others.
   *
   * @internal
   */
  public _securityGroup(scope: Construct, network: ITieredNetwork): ec2.SecurityGroup {
    const group = closedGroup(scope, 'OriginSecurityGroup', network.vpc, 'Load balancer: reached by CloudFront only');
    const prefixListId = this.prefixListId ?? ec2.PrefixList.fromLookup(scope, 'CloudFront', { prefixListName: ORIGIN_FACING }).prefixListId;
    group.addIngressRule(ec2.Peer.prefixList(prefixListId), ec2.Port.tcp(HTTPS), 'HTTPS from CloudFront');
    group.connections.allowTo(network.appSecurityGroup, ec2.Port.tcp(network.appPort), 'Origin to app tier');
    return group;
  }

  /**
   * What a request must carry.
   *
   * @internal
   */
  public _condition(): elbv2.ListenerCondition {
    // dynamic references: the template holds no secret
    return elbv2.ListenerCondition.httpHeader(this.headerName, this.secrets.map(({ secretValue }) => secretValue.unsafeUnwrap()));
  }
}

function checkSecrets(secrets: secretsmanager.ISecret[], headerName: string | undefined, problems: PropProblems): void {
  problems.when(secrets.length === 0 || secrets.length > MAX_SECRETS, 'SECRETS_OUT_OF_RANGE', () => (
    `\`secrets\` has ${secrets.length} entries, 1 to ${MAX_SECRETS} are allowed; pass the current one, and the one before it while you replace it`));
  // the firewall hides the header in its logs, by its name in lower case
  problems.mustBeKnown('headerName', headerName, 'HEADER_UNKNOWN', 'pass plain text');
  problems.text('headerName', headerName, {
    code: 'HEADER_INVALID', pattern: /^[A-Za-z0-9-]{1,40}$/, allowed: '1 to 40 letters, digits and hyphens', instead: 'leave it out for x-origin-verify',
  });
}
