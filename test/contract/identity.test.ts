import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { build, SUBJECTS } from './subjects';
import { DataKey } from '../../src/foundation/data-key';
import { ENV } from '../support/fixtures';

/** Resources that hold data, or without which data cannot be read or reached. */
const STATEFUL = [
  'AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::RDS::DBProxy', 'AWS::RDS::DBParameterGroup', 'AWS::RDS::DBClusterParameterGroup', 'AWS::RDS::OptionGroup', 'AWS::RDS::DBSubnetGroup', 'AWS::KMS::Key', 'AWS::Logs::LogGroup',
  'AWS::S3::Bucket', 'AWS::SNS::Topic', 'AWS::EC2::VPC', 'AWS::EC2::Subnet', 'AWS::ElasticLoadBalancingV2::LoadBalancer',
];

/** Logical ids of the stateful resources below a construct, by the path below it. */
function identities(name: string): Record<string, string> {
  const { stack, construct } = build(SUBJECTS.find((subject) => subject.name === name)!);
  const prefix = `${construct.node.path}/`;
  return Object.fromEntries(construct.node.findAll().filter(CfnResource.isCfnResource)
    .filter(({ cfnResourceType }) => STATEFUL.includes(cfnResourceType))
    .map((resource) => [resource.node.path.slice(prefix.length), stack.resolve(resource.logicalId) as string]));
}

// A changed id here replaces the resource in every app that is deployed: a database comes back empty, a key
// leaves its data unreadable. Such a change needs a new major version and a path for those who have data.
const PINNED: Record<string, Record<string, string>> = {
  'DataKey': {
    'Key/Resource': 'SubjectKey7C491A0D',
  },
  'AlertTopic': {
    'Key/Key/Resource': 'SubjectKeyFBBF5341',
    'Topic/Resource': 'SubjectTopic7DB75028',
  },
  'TieredNetwork': {
    'Vpc/Resource': 'SubjectVpcC820FDDE',
    'Vpc/WebSubnet1/Subnet': 'SubjectVpcWebSubnet1SubnetE9C39E71',
    'Vpc/WebSubnet2/Subnet': 'SubjectVpcWebSubnet2Subnet402B991B',
    'Vpc/WebSubnet3/Subnet': 'SubjectVpcWebSubnet3SubnetF1487D3A',
    'Vpc/AppSubnet1/Subnet': 'SubjectVpcAppSubnet1Subnet41383513',
    'Vpc/AppSubnet2/Subnet': 'SubjectVpcAppSubnet2SubnetEE1FEBF2',
    'Vpc/AppSubnet3/Subnet': 'SubjectVpcAppSubnet3Subnet82F29308',
    'Vpc/DataSubnet1/Subnet': 'SubjectVpcDataSubnet1SubnetD2E41B34',
    'Vpc/DataSubnet2/Subnet': 'SubjectVpcDataSubnet2Subnet2FA0FE88',
    'Vpc/DataSubnet3/Subnet': 'SubjectVpcDataSubnet3SubnetE849B0F4',
    'Key/Key/Resource': 'SubjectKeyFBBF5341',
    'FlowLogGroup/Resource': 'SubjectFlowLogGroupFE0434DE',
  },
  'SecureRdsInstance (mysql)': {
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'OptionGroup/Resource': 'SubjectOptionGroup8D0007AC',
    'ParameterGroup/Resource': 'SubjectParameterGroup51409F73',
    'SubnetGroup/Default': 'SubjectSubnetGroup2E6DA997',
    'Instance/Resource': 'SubjectInstance699D7889',
    'Log-audit/Resource': 'SubjectLogaudit1CB4AAFA',
    'Log-error/Resource': 'SubjectLogerrorE6550056',
    'Log-general/Resource': 'SubjectLoggeneral0E9AAC98',
    'Log-slowquery/Resource': 'SubjectLogslowqueryFAF59B93',
  },
  'SecureRdsInstance (mariadb)': {
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'OptionGroup/Resource': 'SubjectOptionGroup8D0007AC',
    'ParameterGroup/Resource': 'SubjectParameterGroup51409F73',
    'SubnetGroup/Default': 'SubjectSubnetGroup2E6DA997',
    'Instance/Resource': 'SubjectInstance699D7889',
    'Log-audit/Resource': 'SubjectLogaudit1CB4AAFA',
    'Log-error/Resource': 'SubjectLogerrorE6550056',
    'Log-general/Resource': 'SubjectLoggeneral0E9AAC98',
    'Log-slowquery/Resource': 'SubjectLogslowqueryFAF59B93',
  },
  'SecureRdsInstance (postgres)': {
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'ParameterGroup/Resource': 'SubjectParameterGroup51409F73',
    'SubnetGroup/Default': 'SubjectSubnetGroup2E6DA997',
    'Instance/Resource': 'SubjectInstance699D7889',
    'Log-postgresql/Resource': 'SubjectLogpostgresql59ED5B6E',
    'Log-upgrade/Resource': 'SubjectLogupgradeB1760262',
  },
  'SecureRdsInstance (oracle)': {
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'OptionGroup/Resource': 'SubjectOptionGroup8D0007AC',
    'ParameterGroup/Resource': 'SubjectParameterGroup51409F73',
    'SubnetGroup/Default': 'SubjectSubnetGroup2E6DA997',
    'Instance/Resource': 'SubjectInstance699D7889',
    'Log-alert/Resource': 'SubjectLogalertD25992A7',
    'Log-audit/Resource': 'SubjectLogaudit1CB4AAFA',
    'Log-listener/Resource': 'SubjectLoglistener6643A865',
    'Log-oemagent/Resource': 'SubjectLogoemagent0008730D',
    'Log-trace/Resource': 'SubjectLogtraceAD8B14A7',
  },
  'SecureRdsInstance (sqlserver)': {
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'ParameterGroup/Resource': 'SubjectParameterGroup51409F73',
    'SubnetGroup/Default': 'SubjectSubnetGroup2E6DA997',
    'Instance/Resource': 'SubjectInstance699D7889',
    'Log-agent/Resource': 'SubjectLogagentDAFB698A',
    'Log-error/Resource': 'SubjectLogerrorE6550056',
  },
  'SecureRdsInstance (db2)': {
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'ParameterGroup/Resource': 'SubjectParameterGroup51409F73',
    'SubnetGroup/Default': 'SubjectSubnetGroup2E6DA997',
    'Instance/Resource': 'SubjectInstance699D7889',
    'Log-diag.log/Resource': 'SubjectLogdiaglogA08950F8',
    'Log-notify.log/Resource': 'SubjectLognotifylogCC89627E',
  },
  'SecureAuroraCluster (mysql)': {
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'SubnetGroup/Default': 'SubjectSubnetGroup2E6DA997',
    'ParameterGroup/Resource': 'SubjectParameterGroup51409F73',
    'Cluster/Resource': 'SubjectClusterFA4DB357',
    'Cluster/Writer/Resource': 'SubjectClusterWriter66023637',
    'Cluster/Reader1/Resource': 'SubjectClusterReader133379182',
    'Log-audit/Resource': 'SubjectLogaudit1CB4AAFA',
    'Log-error/Resource': 'SubjectLogerrorE6550056',
    'Log-general/Resource': 'SubjectLoggeneral0E9AAC98',
    'Log-slowquery/Resource': 'SubjectLogslowqueryFAF59B93',
  },
  'SecureAuroraCluster (postgresql, serverless)': {
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'SubnetGroup/Default': 'SubjectSubnetGroup2E6DA997',
    'ParameterGroup/Resource': 'SubjectParameterGroup51409F73',
    'Cluster/Resource': 'SubjectClusterFA4DB357',
    'Cluster/Writer/Resource': 'SubjectClusterWriter66023637',
    'Cluster/Reader1/Resource': 'SubjectClusterReader133379182',
    'Log-postgresql/Resource': 'SubjectLogpostgresql59ED5B6E',
  },
  'SecureAuroraCluster (behind a proxy)': {
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'Proxy/Log/Resource': 'SubjectProxyLogFE1C8637',
    'Proxy/Proxy/Resource': 'SubjectProxy30D52BF7',
    'SubnetGroup/Default': 'SubjectSubnetGroup2E6DA997',
    'ParameterGroup/Resource': 'SubjectParameterGroup51409F73',
    'Cluster/Resource': 'SubjectClusterFA4DB357',
    'Cluster/Writer/Resource': 'SubjectClusterWriter66023637',
    'Cluster/Reader1/Resource': 'SubjectClusterReader133379182',
    'Log-postgresql/Resource': 'SubjectLogpostgresql59ED5B6E',
  },
  'DatabaseUsers': {
    'LogGroup/Resource': 'SubjectLogGroup17DCEEB2',
  },
  'WafProtectedAlb': {
    'LoadBalancer/Resource': 'SubjectLoadBalancer057E8125',
    'LogBucket/Resource': 'SubjectLogBucket7A488458',
    'LogAccessBucket/Resource': 'SubjectLogAccessBucketF382639A',
    'WebAcl/Logs/Resource': 'SubjectWebAclLogsC6D0B29D',
    'Key/Key/Resource': 'SubjectKeyFBBF5341',
  },
};

test.each(Object.entries(PINNED))('%s keeps the logical ids of everything that holds data', (name, pinned) => {
  expect(identities(name)).toEqual(pinned);
});

test('every construct is pinned', () => {
  expect(Object.keys(PINNED).sort()).toEqual(SUBJECTS.filter(({ name }) => !name.includes('fromVpc') && name !== 'DeletionGuard').map(({ name }) => name).sort());
});

test('a neighbour does not change the ids of a store', () => {
  const ids = (neighbours: number) => {
    const stack = new Stack(new App(), 'Stack', { env: ENV });
    for (let i = 0; i < neighbours; i++) {
      new DataKey(stack, `Neighbour${i}`);
    }
    SUBJECTS.find(({ name }) => name === 'SecureRdsInstance (mysql)')!.build(stack);
    return Object.keys(Template.fromStack(stack).findResources('AWS::RDS::DBInstance'));
  };
  expect(ids(2)).toEqual(ids(0));
});
