import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { DEFAULT_TLS_POLICY, RECOMMENDED_TLS_POLICIES } from '../../src/facts/tls-policies';

describe('TLS policies', () => {
  test('are members of the enum of the CDK', () => {
    const known: string[] = Object.values(elbv2.SslPolicy);
    expect(RECOMMENDED_TLS_POLICIES.map(({ name }) => known.includes(name))).toEqual(Array(8).fill(true));
  });

  test('are described by their names', () => {
    expect(RECOMMENDED_TLS_POLICIES.map(({ oldestTls, postQuantum, fips }) => [oldestTls, postQuantum, fips])).toEqual([
      ['1.2', true, false], ['1.2', true, true], ['1.3', true, false], ['1.3', true, true],
      ['1.2', false, false], ['1.2', false, true], ['1.3', false, false], ['1.3', false, true],
    ]);
    expect(DEFAULT_TLS_POLICY).toBe('ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09');
  });
});
