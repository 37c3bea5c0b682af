import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import { NetworkFixture } from './fixture';

const fixture = new NetworkFixture({}, undefined, [3306]);

// a public web tier has a route to the internet and admits it on 443; the data tier has a network ACL
test.each([
  [AwsSolutionsChecks.name, new AwsSolutionsChecks(fixture.app), ['AwsSolutions-EC23', 'AwsSolutions-VPC3']],
  [HIPAASecurityChecks.name, new HIPAASecurityChecks(fixture.app), ['HIPAA.Security-VPCNoUnrestrictedRouteToIGW']],
  [NIST80053R4Checks.name, new NIST80053R4Checks(fixture.app), []],
  [NIST80053R5Checks.name, new NIST80053R5Checks(fixture.app), ['NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW']],
  [PCIDSS321Checks.name, new PCIDSS321Checks(fixture.app), ['PCI.DSS.321-VPCNoUnrestrictedRouteToIGW']],
  [ServerlessChecks.name, new ServerlessChecks(fixture.app), []],
])('%s finds nothing but what a public web tier and a network ACL are', (_name, pack, expected) => {
  const rules = pack.validateScope(fixture.stack).violations.map(({ ruleName }) => ruleName);
  expect([...new Set(rules)].sort()).toEqual(expected);
});

test('with clients inside only, AwsSolutions finds nothing but the network ACL', () => {
  const inside = new NetworkFixture({ webSources: [ec2.Peer.ipv4('10.0.0.0/8')] }, undefined, [3306]);
  const rules = new AwsSolutionsChecks(inside.app).validateScope(inside.stack).violations.map(({ ruleName }) => ruleName);
  expect([...new Set(rules)]).toEqual(['AwsSolutions-VPC3']);
});
