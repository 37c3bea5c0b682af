/** A predefined security policy of an HTTPS or TLS listener. */
export interface TlsPolicy {
  /** The name, as CloudFormation takes it. */
  readonly name: string;

  /** The oldest protocol version that it accepts. */
  readonly oldestTls: '1.2' | '1.3';

  /** Whether it offers a hybrid post-quantum key exchange. */
  readonly postQuantum: boolean;

  /** Whether its cryptography is FIPS 140 validated. */
  readonly fips: boolean;
}

function policy(name: string): TlsPolicy {
  return { name, oldestTls: name.includes('-TLS13-1-3-') ? '1.3' : '1.2', postQuantum: name.includes('-PQ-'), fips: name.includes('-FIPS-') };
}

/**
 * The policies that AWS recommends: exactly the parameter `sslPolicies` of Security Hub ELB.17, which nobody can customize.
 *
 * https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-17
 */
export const RECOMMENDED_TLS_POLICIES: readonly TlsPolicy[] = [
  policy('ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09'),
  policy('ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09'),
  policy('ELBSecurityPolicy-TLS13-1-3-PQ-2025-09'),
  policy('ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09'),
  policy('ELBSecurityPolicy-TLS13-1-2-Res-2021-06'),
  policy('ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04'),
  policy('ELBSecurityPolicy-TLS13-1-3-2021-06'),
  policy('ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04'),
];

/**
 * The policy of our listeners: what the console chooses and AWS recommends. CloudFormation itself defaults to
 * `ELBSecurityPolicy-2016-08`, which still accepts TLS 1.0.
 *
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export const DEFAULT_TLS_POLICY = RECOMMENDED_TLS_POLICIES[0].name;
