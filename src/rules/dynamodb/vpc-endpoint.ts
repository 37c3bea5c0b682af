import { TABLES } from './replicas';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { hasEndpoints } from '../vpc/endpoints';

export const vpcEndpoint = rule({
  id: 'dynamodb.vpc-endpoint',
  title: 'VPCs of apps with DynamoDB tables have a gateway endpoint for DynamoDB',
  why: 'Without it the application needs a way to the internet to reach its own table, and whoever takes it over uses the same way.',
  fix: 'Add an `AWS::EC2::VPCEndpoint` of type Gateway for DynamoDB, or use `TieredNetwork`, which has it by default.',
  severity: 'medium',
  safeguard: Safeguard.PRIVATE_ENDPOINTS,
  controls: [cisDatabase('4.5'), nist80053r5('AC-4'), nist80053r5('SC-7')],
  appliesTo: ['AWS::EC2::VPC'],
  only: (_vpc, app) => app.resourcesOf(...TABLES).length > 0,
  check: (vpc) => hasEndpoints(vpc, ['dynamodb']),
});
