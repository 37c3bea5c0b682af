import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { messageOf, NetworkFixture, Resource } from './fixture';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { PrivateEndpoint } from '../../../src/foundation/network/private-endpoint';

const ENDPOINT = 'AWS::EC2::VPCEndpoint';
const OWN_PRINCIPALS = {
  Sid: 'OwnPrincipals',
  Effect: 'Allow',
  Principal: '*',
  Action: '*',
  Resource: '*',
  Condition: { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } },
};
const IMAGE_LAYERS = {
  Sid: 'ImageLayersOfEcr',
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::prod-', { Ref: 'AWS::Region' }, '-starport-layer-bucket/*']] },
};

function statementsOf({ Properties }: Resource): unknown {
  return (Properties.PolicyDocument as { Statement: unknown }).Statement;
}

function egressOfApp(fixture: NetworkFixture): unknown {
  return fixture.properties('AWS::EC2::SecurityGroup', 'NetworkAppSecurityGroup').SecurityGroupEgress;
}

describe('the endpoints that containers need', () => {
  const fixture = new NetworkFixture();
  const endpoints = Object.entries(fixture.resources(ENDPOINT));
  const ofType = (type: string) => endpoints.filter(([, { Properties }]) => Properties.VpcEndpointType === type);

  test('are two gateways and seven interfaces', () => {
    const names = ([id]: [string, Resource]) => /^Network(.*)Endpoint/.exec(id)?.[1];
    expect(ofType('Gateway').map(names)).toEqual(['S3', 'Dynamodb']);
    expect(ofType('Interface').map(names)).toEqual(['EcrApi', 'EcrDkr', 'Logs', 'Secretsmanager', 'Kms', 'Sts', 'Monitoring']);
  });

  test('admit principals of this account only, and S3 the image layers of ECR', () => {
    const [[, s3], ...others] = endpoints;
    expect(statementsOf(s3)).toEqual([OWN_PRINCIPALS, IMAGE_LAYERS]);
    expect(others.map(([, endpoint]) => statementsOf(endpoint))).toEqual(others.map(() => [OWN_PRINCIPALS]));
  });

  test('have private names, the app subnets and a group of their own', () => {
    for (const [, { Properties }] of ofType('Interface')) {
      expect(Properties).toMatchObject({
        PrivateDnsEnabled: true,
        SecurityGroupIds: [{ 'Fn::GetAtt': ['NetworkEndpointSecurityGroup6DEF6240', 'GroupId'] }],
        SubnetIds: [1, 2, 3].map((zone) => ({ Ref: expect.stringMatching(`^NetworkVpcAppSubnet${zone}`) as unknown })),
      });
    }
  });

  test('of the gateway type serve the app subnets and no other', () => {
    for (const [, { Properties }] of ofType('Gateway')) {
      expect(Properties.RouteTableIds).toEqual([1, 2, 3].map((zone) => ({ Ref: expect.stringMatching(`^NetworkVpcAppSubnet${zone}RouteTable`) as unknown })));
    }
  });

  test('of the interface type are reached from the app tier on 443 and open no connections', () => {
    const group = fixture.properties('AWS::EC2::SecurityGroup', 'NetworkEndpointSecurityGroup');
    expect(group.SecurityGroupIngress).toBeUndefined();
    expect(group.SecurityGroupEgress).toMatchObject([{ CidrIp: '127.0.0.1/32' }]);
    expect(fixture.properties('AWS::EC2::SecurityGroupIngress', 'NetworkEndpointSecurityGroup')).toMatchObject({
      SourceSecurityGroupId: { 'Fn::GetAtt': ['NetworkAppSecurityGroupE3807721', 'GroupId'] }, FromPort: 443, ToPort: 443, IpProtocol: 'tcp',
    });
  });

  test('take further statements', () => {
    const extended = new NetworkFixture();
    const endpoint = extended.network.endpoint('s3') as ec2.GatewayVpcEndpoint;
    endpoint.addToPolicy(new iam.PolicyStatement({ sid: 'Partner', principals: [new iam.StarPrincipal()], actions: ['s3:GetObject'], resources: ['arn:aws:s3:::partner/*'] }));
    const statements = statementsOf({ Type: ENDPOINT, Properties: extended.properties(ENDPOINT, 'NetworkS3Endpoint') });
    expect(statements).toEqual([OWN_PRINCIPALS, IMAGE_LAYERS, expect.objectContaining({ Sid: 'Partner' })]);
  });
});

test('a service without an endpoint is named, with those that have one', () => {
  const { network } = new NetworkFixture({ endpoints: [PrivateEndpoint.dynamoDb(), PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.KMS)] });
  expect(messageOf(() => network.endpoint('s3'))).toBe(`VpcEndpoint 'Net/Network/s3' cannot be created, 1 problem:
  ENDPOINT_MISSING: the network has no endpoint for 's3', it has dynamodb, kms; add it to \`endpoints\``);
});

test('a network without endpoints says so', () => {
  const { network } = new NetworkFixture({ waivers: [Waiver.of(Safeguard.PRIVATE_ENDPOINTS, 'all traffic passes the inspection VPC')] });
  expect(messageOf(() => network.endpoint('kms'))).toBe(`VpcEndpoint 'Net/Network/kms' cannot be created, 1 problem:
  ENDPOINT_MISSING: the network has no endpoint for 'kms', it has none; add it to \`endpoints\``);
});

test('with the prefix lists of both gateways the application reaches nothing else', () => {
  const scope = new Stack(new App(), 'Lists');
  const lists = ['pl-6da54004', 'pl-6fa54006'].map((id) => ec2.PrefixList.fromPrefixListId(scope, id, id));
  const closed = new NetworkFixture({ endpoints: [PrivateEndpoint.s3(lists[0]), PrivateEndpoint.dynamoDb(lists[1])] });
  expect(egressOfApp(closed)).toMatchObject([{ CidrIp: '127.0.0.1/32' }]);
  const rules = Object.values(closed.resources('AWS::EC2::SecurityGroupEgress')).filter(({ Properties }) => Properties.DestinationPrefixListId !== undefined);
  expect(rules.map(({ Properties }) => [Properties.DestinationPrefixListId, Properties.FromPort, Properties.ToPort]))
    .toEqual([['pl-6da54004', 443, 443], ['pl-6fa54006', 443, 443]]);
});

test('with S3 behind an interface the application reaches endpoints only', () => {
  const fixture = new NetworkFixture({ endpoints: [PrivateEndpoint.s3Interface()] });
  expect(egressOfApp(fixture)).toMatchObject([{ CidrIp: '127.0.0.1/32' }]);
  const endpoint = fixture.properties(ENDPOINT);
  expect(endpoint).toMatchObject({
    VpcEndpointType: 'Interface', PrivateDnsEnabled: true, DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: 'AllResolvers' },
  });
  expect(statementsOf({ Type: ENDPOINT, Properties: endpoint })).toEqual([OWN_PRINCIPALS, IMAGE_LAYERS]);
});

test('without interfaces there is no group for them', () => {
  const fixture = new NetworkFixture({ endpoints: [PrivateEndpoint.s3()] });
  expect(fixture.network.endpointSecurityGroup).toBeUndefined();
  expect(Object.keys(fixture.resources('AWS::EC2::SecurityGroup'))).toHaveLength(2);
});
