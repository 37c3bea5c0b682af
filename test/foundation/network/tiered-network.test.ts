import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { messageOf, NetworkFixture, REGION } from './fixture';
import { DataClassification } from '../../../src/core/data-classification';
import { hardeningOf } from '../../../src/core/hardening';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { Tier } from '../../../src/foundation/network/network';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';

const WAIVABLE = [Safeguard.FLOW_LOGS, Safeguard.NETWORK_ACL, Safeguard.CLOSED_DEFAULT_SECURITY_GROUP, Safeguard.PRIVATE_ENDPOINTS];

function waive(...safeguards: Safeguard[]): Waiver[] {
  return safeguards.map((safeguard) => Waiver.of(safeguard, 'accepted by the platform team in this test'));
}

describe('with default properties', () => {
  const fixture = new NetworkFixture();
  const { template } = fixture;
  const cidrs = (tier: string) => Object.entries(fixture.resources('AWS::EC2::Subnet'))
    .filter(([id]) => id.startsWith(`NetworkVpc${tier}`)).map(([, { Properties }]) => Properties.CidrBlock);
  const routesOf = (tier: string) => Object.entries(fixture.resources('AWS::EC2::Route'))
    .filter(([id]) => id.startsWith(`NetworkVpc${tier}`)).map(([, { Properties }]) => Properties.DestinationCidrBlock);

  test('each tier spreads over three zones and leaves room for three more', () => {
    expect(cidrs('Web')).toEqual(['10.0.0.0/21', '10.0.8.0/21', '10.0.16.0/21']);
    expect(cidrs('App')).toEqual(['10.0.48.0/21', '10.0.56.0/21', '10.0.64.0/21']);
    expect(cidrs('Data')).toEqual(['10.0.96.0/21', '10.0.104.0/21', '10.0.112.0/21']);
  });

  test('only the web tier has routes', () => {
    expect(routesOf('Web')).toEqual(['0.0.0.0/0', '0.0.0.0/0', '0.0.0.0/0']);
    expect(routesOf('App')).toEqual([]);
    expect(routesOf('Data')).toEqual([]);
  });

  test('no subnet hands out public addresses', () => {
    expect(new Set(Object.values(fixture.resources('AWS::EC2::Subnet')).map(({ Properties }) => Properties.MapPublicIpOnLaunch))).toEqual(new Set([false]));
  });

  test('the tiers name their subnets', () => {
    const ids = (tier: Tier) => fixture.network.subnets(tier).map((subnet) => subnet.node.id);
    expect(ids(Tier.WEB)).toEqual(['WebSubnet1', 'WebSubnet2', 'WebSubnet3']);
    expect(ids(Tier.APP)).toEqual(['AppSubnet1', 'AppSubnet2', 'AppSubnet3']);
    expect(ids(Tier.DATA)).toEqual(['DataSubnet1', 'DataSubnet2', 'DataSubnet3']);
  });

  test('the load balancers admit 443 from anywhere and reach the application only', () => {
    expect(fixture.properties('AWS::EC2::SecurityGroup', 'NetworkWebSecurityGroup')).toMatchObject({
      SecurityGroupIngress: [{ CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }],
      SecurityGroupEgress: [{ CidrIp: '127.0.0.1/32' }],
    });
    expect(fixture.properties('AWS::EC2::SecurityGroupEgress', 'NetworkWebSecurityGroup')).toEqual({
      GroupId: { 'Fn::GetAtt': ['NetworkWebSecurityGroup165F058B', 'GroupId'] },
      DestinationSecurityGroupId: { 'Fn::GetAtt': ['NetworkAppSecurityGroupE3807721', 'GroupId'] },
      IpProtocol: 'tcp',
      FromPort: 80,
      ToPort: 80,
      Description: 'Web tier to app tier',
    });
  });

  test('the application admits its port from the load balancers and reaches endpoints only', () => {
    const group = fixture.properties('AWS::EC2::SecurityGroup', 'NetworkAppSecurityGroup');
    expect(group.SecurityGroupIngress).toBeUndefined();
    expect(group.SecurityGroupEgress).toMatchObject([{ CidrIp: '127.0.0.1/32' }, { CidrIp: '0.0.0.0/0', FromPort: 443, ToPort: 443 }]);
    expect(fixture.properties('AWS::EC2::SecurityGroupIngress', 'NetworkAppSecurityGroup')).toMatchObject({
      SourceSecurityGroupId: { 'Fn::GetAtt': ['NetworkWebSecurityGroup165F058B', 'GroupId'] }, FromPort: 80, ToPort: 80,
    });
    expect(fixture.properties('AWS::EC2::SecurityGroupEgress', 'NetworkAppSecurityGroup')).toMatchObject({
      DestinationSecurityGroupId: { 'Fn::GetAtt': [expect.stringMatching('^NetworkEndpointSecurityGroup'), 'GroupId'] }, FromPort: 443, ToPort: 443,
    });
  });

  test('every group and every rule has a description', () => {
    const rules = ['AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress'].flatMap((type) => Object.values(fixture.resources(type)));
    const inline = Object.values(fixture.resources('AWS::EC2::SecurityGroup')).flatMap(({ Properties }) => {
      const inlineRules = [Properties.SecurityGroupIngress ?? [], Properties.SecurityGroupEgress].flat() as { Description?: string }[];
      return [Properties.GroupDescription, ...inlineRules.map(({ Description }) => Description)];
    });
    const descriptions = [...inline, ...rules.map(({ Properties }) => Properties.Description)];
    expect(descriptions.length).toBeGreaterThan(10);
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
    expect(descriptions.filter((text) => !/^[a-zA-Z0-9 ._:/()#,@[\]+=&;{}!$*-]{2,255}$/.test(String(text)))).toEqual([]);
  });

  test('all traffic is recorded in an encrypted log group with a retention', () => {
    expect(fixture.properties('AWS::EC2::FlowLog')).toMatchObject({
      TrafficType: 'ALL', ResourceType: 'VPC', ResourceId: { Ref: 'NetworkVpc7FB7348F' }, LogGroupName: { Ref: 'NetworkFlowLogGroup4F8CEEEF' },
    });
    expect(fixture.properties('AWS::Logs::LogGroup', 'NetworkFlowLogGroup')).toMatchObject({
      RetentionInDays: 365, KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching('^NetworkKey'), 'Arn'] },
    });
  });

  test('the flow log writes with one customer managed policy that names its log group', () => {
    const role = fixture.properties('AWS::IAM::Role', 'NetworkFlowLogRole');
    expect(role.Policies).toBeUndefined();
    expect(role.ManagedPolicyArns).toEqual([{ Ref: expect.stringMatching('^NetworkFlowLogPolicy') as unknown }]);
    expect(fixture.properties('AWS::IAM::ManagedPolicy', 'NetworkFlowLogPolicy').PolicyDocument).toEqual({
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Resource: { 'Fn::GetAtt': ['NetworkFlowLogGroup4F8CEEEF', 'Arn'] },
      }],
    });
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('only flow logs of this account and region assume the role', () => {
    expect(fixture.properties('AWS::IAM::Role', 'NetworkFlowLogRole').AssumeRolePolicyDocument).toMatchObject({
      Statement: [{
        Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111111111111' },
          ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ec2:eu-west-1:111111111111:vpc-flow-log/*']] } },
        },
      }],
    });
  });

  test('the default security group is emptied by a helper without AWS managed policies and with an encrypted log', () => {
    template.resourceCountIs('Custom::VpcRestrictDefaultSG', 1);
    const logGroup = { Ref: expect.stringMatching('^CustomVpcRestrictDefaultSG.*LogGroup') as unknown };
    expect(fixture.properties('AWS::Lambda::Function').LoggingConfig).toEqual({ LogGroup: logGroup });
    expect(fixture.properties('AWS::Logs::LogGroup', 'CustomVpcRestrictDefaultSG')).toMatchObject({
      RetentionInDays: 365, KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching('^NetworkKey'), 'Arn'] },
    });
    expect(fixture.properties('AWS::IAM::Role', 'CustomVpcRestrictDefaultSG').ManagedPolicyArns)
      .toEqual([{ Ref: expect.stringMatching('^CustomVpcRestrictDefaultSG.*LogPolicy') as unknown }]);
    expect(fixture.properties('AWS::IAM::ManagedPolicy', 'CustomVpcRestrictDefaultSG').PolicyDocument).toMatchObject({
      Statement: [{ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [expect.stringMatching('LogGroup'), 'Arn'] } }],
    });
  });

  test('the network says what it protects', () => {
    expect(hardeningOf(fixture.network)).toEqual({
      construct: 'TieredNetwork',
      classification: undefined,
      provides: [
        Safeguard.PRIVATE_NETWORK, Safeguard.TIERED_ACCESS, Safeguard.NETWORK_ACL, Safeguard.FLOW_LOGS,
        Safeguard.CLOSED_DEFAULT_SECURITY_GROUP, Safeguard.PRIVATE_ENDPOINTS, Safeguard.ENCRYPTION_AT_REST, Safeguard.CUSTOMER_MANAGED_KEY,
      ],
      waived: [],
    });
  });

  test('the logical ids of what is replaced with loss or outage stay as they are', () => {
    const ids = ['AWS::EC2::VPC', 'AWS::EC2::Subnet', 'AWS::EC2::NetworkAcl', 'AWS::EC2::SecurityGroup', 'AWS::Logs::LogGroup', 'AWS::KMS::Key']
      .flatMap((type) => Object.keys(fixture.resources(type)));
    expect(ids).toEqual([
      'NetworkVpc7FB7348F',
      'NetworkVpcWebSubnet1Subnet6A412B56', 'NetworkVpcWebSubnet2SubnetEBC8604F', 'NetworkVpcWebSubnet3Subnet5731D440',
      'NetworkVpcAppSubnet1SubnetFA2393E9', 'NetworkVpcAppSubnet2SubnetF926DC8B', 'NetworkVpcAppSubnet3Subnet047AE581',
      'NetworkVpcDataSubnet1SubnetC4E2CA79', 'NetworkVpcDataSubnet2Subnet1DE78234', 'NetworkVpcDataSubnet3Subnet41FD9D3C',
      'NetworkDataNetworkAcl2AEF015D',
      'NetworkWebSecurityGroup165F058B', 'NetworkAppSecurityGroupE3807721', 'NetworkEndpointSecurityGroup6DEF6240',
      'NetworkFlowLogGroup4F8CEEEF', 'CustomVpcRestrictDefaultSGCustomResourceProviderLogGroup8F67996D',
      'NetworkKey5494BDD7',
    ]);
  });
});

describe('subnets keep id and range', () => {
  const subnets = (fixture: NetworkFixture) => Object.fromEntries(
    Object.entries(fixture.resources('AWS::EC2::Subnet')).map(([id, { Properties }]) => [id, Properties.CidrBlock]));
  const before = subnets(new NetworkFixture());

  test('when a store is added', () => {
    expect(subnets(new NetworkFixture({}, REGION, [3306]))).toEqual(before);
  });

  test('when a NAT gateway is added', () => {
    expect(subnets(new NetworkFixture({ natGateways: 1 }))).toEqual(before);
  });

  test('when zones are taken away', () => {
    expect(before).toMatchObject(subnets(new NetworkFixture({ maxAzs: 2 })));
  });

  test('when endpoints are waived', () => {
    expect(subnets(new NetworkFixture({ waivers: waive(Safeguard.PRIVATE_ENDPOINTS) }))).toEqual(before);
  });
});

describe('properties', () => {
  test('the address range is taken from ipAddresses', () => {
    expect(new NetworkFixture({ ipAddresses: ec2.IpAddresses.cidr('172.20.0.0/23') }).properties('AWS::EC2::VPC').CidrBlock).toBe('172.20.0.0/23');
  });

  test('a pool of IPAM works, network ACL included', () => {
    const ipAddresses = ec2.IpAddresses.awsIpamAllocation({ ipv4IpamPoolId: 'ipam-pool-0123456789abcdef0', ipv4NetmaskLength: 18, defaultSubnetIpv4NetmaskLength: 24 });
    const fixture = new NetworkFixture({ ipAddresses }, REGION, [3306]);
    expect(fixture.properties('AWS::EC2::VPC')).toMatchObject({ Ipv4IpamPoolId: 'ipam-pool-0123456789abcdef0', Ipv4NetmaskLength: 18 });
    expect(fixture.properties('AWS::EC2::NetworkAclEntry', 'NetworkDataNetworkAclTcp3306FromApp1').CidrBlock)
      .toEqual({ 'Fn::Select': [6, { 'Fn::Cidr': [{ 'Fn::GetAtt': ['NetworkVpc7FB7348F', 'CidrBlock'] }, 64, '8'] }] });
  });

  test.each([2, 6])('maxAzs %i gives that many subnets per tier, where the region has them', (maxAzs) => {
    const app = new App({ context: { 'availability-zones:account=111111111111:region=us-east-1': ['a', 'b', 'c', 'd', 'e', 'f'].map((zone) => `us-east-1${zone}`) } });
    const stack = new Stack(app, 'Net', { env: { account: '111111111111', region: 'us-east-1' } });
    const network = new TieredNetwork(stack, 'Network', { maxAzs });
    expect(network.subnets(Tier.DATA)).toHaveLength(maxAzs);
  });

  test('without NAT gateways there are none', () => {
    new NetworkFixture({ natGateways: 0 }).template.resourceCountIs('AWS::EC2::NatGateway', 0);
  });

  test('NAT gateways stand in the web tier and serve the app tier only', () => {
    const fixture = new NetworkFixture({ natGateways: 3, waivers: waive(Safeguard.PRIVATE_ENDPOINTS) });
    const nat = Object.entries(fixture.resources('AWS::EC2::Route')).filter(([, { Properties }]) => Properties.NatGatewayId !== undefined);
    expect(nat.map(([id]) => id.replace(/DefaultRoute.*/, ''))).toEqual(['NetworkVpcAppSubnet1', 'NetworkVpcAppSubnet2', 'NetworkVpcAppSubnet3']);
    expect(Object.values(fixture.resources('AWS::EC2::NatGateway')).map(({ Properties }) => Properties.SubnetId))
      .toEqual([1, 2, 3].map((zone) => ({ Ref: expect.stringMatching(`^NetworkVpcWebSubnet${zone}`) as unknown })));
    expect(fixture.properties('AWS::EC2::SecurityGroup', 'NetworkAppSecurityGroup').SecurityGroupEgress)
      .toMatchObject([{ CidrIp: '127.0.0.1/32' }, { CidrIp: '0.0.0.0/0', FromPort: 443, ToPort: 443 }]);
  });

  test.each([1, 443, 65535])('appPort %i joins the web tier and the app tier', (appPort) => {
    const fixture = new NetworkFixture({ appPort });
    expect(fixture.network.appPort).toBe(appPort);
    expect(fixture.properties('AWS::EC2::SecurityGroupEgress', 'NetworkWebSecurityGroup')).toMatchObject({ FromPort: appPort, ToPort: appPort });
    expect(fixture.properties('AWS::EC2::SecurityGroupIngress', 'NetworkAppSecurityGroup')).toMatchObject({ FromPort: appPort, ToPort: appPort });
  });

  test('webSources take the place of the internet', () => {
    const fixture = new NetworkFixture({ webSources: [ec2.Peer.ipv4('203.0.113.0/24'), ec2.Peer.ipv4('198.51.100.0/24')] });
    expect(fixture.properties('AWS::EC2::SecurityGroup', 'NetworkWebSecurityGroup').SecurityGroupIngress)
      .toMatchObject([{ CidrIp: '203.0.113.0/24', FromPort: 443 }, { CidrIp: '198.51.100.0/24', FromPort: 443 }]);
  });

  test('a prefix list among the webSources becomes a rule of its own', () => {
    const fixture = new NetworkFixture({ webSources: [ec2.Peer.prefixList('pl-3b927c52')] });
    expect(fixture.properties('AWS::EC2::SecurityGroup', 'NetworkWebSecurityGroup').SecurityGroupIngress).toBeUndefined();
    expect(fixture.properties('AWS::EC2::SecurityGroupIngress', 'NetworkWebSecurityGroup')).toMatchObject({ SourcePrefixListId: 'pl-3b927c52', FromPort: 443 });
  });

  test.each([
    [DataClassification.PUBLIC, 365], [DataClassification.CONFIDENTIAL, 365], [DataClassification.PROTECTED, 2192], [DataClassification.SECRET, 2192],
  ])('classification %s keeps logs for %i days', (classification, days) => {
    const groups = Object.values(new NetworkFixture({ classification }).resources('AWS::Logs::LogGroup'));
    expect(groups.map(({ Properties }) => Properties.RetentionInDays)).toEqual([days, days]);
  });

  test('encryptionKey takes the place of a key of our own', () => {
    const stack = new Stack(new App(), 'Net', { env: REGION });
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Imported', 'arn:aws:kms:eu-west-1:111111111111:key/11111111-2222-3333-4444-555555555555');
    const network = new TieredNetwork(stack, 'Network', { encryptionKey });
    expect(network.key).toBe(encryptionKey);
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 0);
    Template.fromStack(stack).allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: encryptionKey.keyArn });
  });
});

describe('waivers', () => {
  test.each<[Safeguard, string]>([
    [Safeguard.FLOW_LOGS, 'AWS::EC2::FlowLog'],
    [Safeguard.NETWORK_ACL, 'AWS::EC2::NetworkAcl'],
    [Safeguard.CLOSED_DEFAULT_SECURITY_GROUP, 'Custom::VpcRestrictDefaultSG'],
    [Safeguard.PRIVATE_ENDPOINTS, 'AWS::EC2::VPCEndpoint'],
  ])('waiving %s leaves only %s out', (safeguard, type) => {
    const fixture = new NetworkFixture({ waivers: waive(safeguard) });
    fixture.template.resourceCountIs(type, 0);
    expect(hardeningOf(fixture.network)?.waived).toEqual([{ safeguard, reason: 'accepted by the platform team in this test' }]);
    expect(hardeningOf(fixture.network)?.provides).toEqual(hardeningOf(new NetworkFixture().network)?.provides.filter((kept) => kept !== safeguard));
  });

  test('without logs there is no key', () => {
    const fixture = new NetworkFixture({ waivers: waive(...WAIVABLE) });
    expect(fixture.network.key).toBeUndefined();
    fixture.template.resourceCountIs('AWS::KMS::Key', 0);
    fixture.template.resourceCountIs('AWS::Logs::LogGroup', 0);
  });

  test('without endpoints and NAT gateways the application reaches nothing', () => {
    const fixture = new NetworkFixture({ waivers: waive(Safeguard.PRIVATE_ENDPOINTS) });
    expect(fixture.properties('AWS::EC2::SecurityGroup', 'NetworkAppSecurityGroup').SecurityGroupEgress).toMatchObject([{ CidrIp: '127.0.0.1/32' }]);
    expect(fixture.network.endpointSecurityGroup).toBeUndefined();
  });

  test('protected data keeps all but the private endpoints', () => {
    const { PROTECTED } = DataClassification;
    expect(new NetworkFixture({ classification: PROTECTED, waivers: waive(Safeguard.PRIVATE_ENDPOINTS) }).network.networkAcl).toBeDefined();
    expect(messageOf(() => new NetworkFixture({ classification: PROTECTED, waivers: waive(Safeguard.NETWORK_ACL) })))
      .toBe(`TieredNetwork 'Net/Network' cannot be created, 1 problem:
  WAIVER_FORBIDDEN: Safeguard.NETWORK_ACL is waived, but data classified as protected allows only Safeguard.PRIVATE_ENDPOINTS; remove the waiver or lower \`classification\``);
  });
});

describe('where it stands', () => {
  test('a stack without a fixed region gets two zones', () => {
    const app = new App();
    const network = new TieredNetwork(new Stack(app, 'Net'), 'Network', { maxAzs: 6 });
    expect(network.subnets(Tier.DATA)).toHaveLength(2);
    expect(app.synth().getStackByName('Net')).toBeDefined();
  });

  test.each([
    ['aws-cn', 'cn-north-1', 'cn.com.amazonaws.cn-north-1.ecr.api'],
    ['aws-us-gov', 'us-gov-west-1', 'com.amazonaws.us-gov-west-1.ecr.api'],
  ])('in %s nothing names another partition', (_partition, region, ecr) => {
    const { template, ...fixture } = new NetworkFixtureOf(region);
    expect(JSON.stringify(template.toJSON())).not.toContain('arn:aws:');
    expect(fixture.ecr).toBe(ecr);
  });

  test('two networks of one stack share the helper for the default security group', () => {
    const stack = new Stack(new App(), 'Net', { env: REGION });
    new TieredNetwork(stack, 'One');
    new TieredNetwork(stack, 'Other');
    const template = Template.fromStack(stack);
    template.resourceCountIs('Custom::VpcRestrictDefaultSG', 2);
    template.resourceCountIs('AWS::Lambda::Function', 1);
    template.hasResourceProperties('AWS::Lambda::Function', { LoggingConfig: { LogGroup: Match.anyValue() } });
  });

  test('the helper gets its log where the app brings its own roles along', () => {
    const app = new App();
    const stack = new Stack(app, 'Net', { env: REGION });
    iam.Role.customizeRoles(stack, {
      usePrecreatedRoles: {
        'Net/Network/FlowLogRole': 'flow-logs', 'Net/Custom::VpcRestrictDefaultSGCustomResourceProvider/Role': 'default-group-helper',
      },
    });
    new TieredNetwork(stack, 'Network');
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Role', 0);
    template.hasResourceProperties('AWS::Lambda::Function', { LoggingConfig: { LogGroup: Match.anyValue() } });
  });

  test('it synthesizes in a nested stack', () => {
    const app = new App();
    const nested = new NestedStack(new Stack(app, 'Net', { env: REGION }), 'Nested');
    new TieredNetwork(nested, 'Network');
    expect(() => app.synth()).not.toThrow();
    Template.fromStack(nested).resourceCountIs('AWS::EC2::VPC', 1);
  });

  test('it synthesizes in a stage', () => {
    const app = new App();
    const stage = new Stage(app, 'Production', { env: REGION });
    new TieredNetwork(new Stack(stage, 'Net'), 'Network');
    expect(() => app.synth()).not.toThrow();
  });
});

/** The default network in another region. */
class NetworkFixtureOf {
  public readonly template: Template;
  public readonly ecr: string;

  public constructor(region: string) {
    const fixture = new NetworkFixture({}, { account: '111111111111', region }, [3306]);
    this.template = fixture.template;
    this.ecr = fixture.properties('AWS::EC2::VPCEndpoint', 'NetworkEcrApiEndpoint').ServiceName as string;
  }
}
