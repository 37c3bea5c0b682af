import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PINNED } from './identities';
import { build, SUBJECTS } from './subjects';
import { DataKey } from '../../src/foundation/data-key';
import { ENV } from '../support/fixtures';

/** Resources that hold data, or without which data cannot be read or reached. */
const STATEFUL = [
  'AWS::Backup::BackupVault',
  'AWS::CloudTrail::Trail',
  'AWS::DAX::Cluster',
  'AWS::DAX::ParameterGroup',
  'AWS::DAX::SubnetGroup',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::EC2::Subnet',
  'AWS::EC2::VPC',
  'AWS::ElastiCache::CacheCluster',
  'AWS::ElastiCache::ParameterGroup',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::ElastiCache::ServerlessCache',
  'AWS::ElastiCache::SubnetGroup',
  'AWS::ElastiCache::User',
  'AWS::ElastiCache::UserGroup',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::OpenSearchService::Domain',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBClusterParameterGroup',
  'AWS::RDS::DBInstance',
  'AWS::RDS::DBParameterGroup',
  'AWS::RDS::DBProxy',
  'AWS::RDS::DBSubnetGroup',
  'AWS::RDS::GlobalCluster',
  'AWS::RDS::OptionGroup',
  'AWS::Redshift::Cluster',
  'AWS::Redshift::ClusterParameterGroup',
  'AWS::Redshift::ClusterSubnetGroup',
  'AWS::RedshiftServerless::Namespace',
  'AWS::RedshiftServerless::Workgroup',
  'AWS::S3::Bucket',
  'AWS::SNS::Topic',
];

/** Logical ids of the stateful resources below a construct, by the path below it. */
function identities(name: string): Record<string, string> {
  const { stack, construct } = build(SUBJECTS.find((subject) => subject.name === name)!);
  const prefix = `${construct.node.path}/`;
  return Object.fromEntries(construct.node.findAll().filter(CfnResource.isCfnResource)
    .filter(({ cfnResourceType }) => STATEFUL.includes(cfnResourceType))
    .map((resource) => [resource.node.path.slice(prefix.length), stack.resolve(resource.logicalId) as string]));
}

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
