/** What is known of a policy of AWS: all that it says about stores, or a part of it. */
export interface ManagedPolicyFacts {
  /** Patterns of the actions that it allows on every resource. */
  readonly actions?: readonly string[];

  /** Patterns of the actions that it leaves out; it allows all others on every resource. */
  readonly notActions?: readonly string[];

  /** It allows more than is written here. */
  readonly partial?: boolean;
}

/** Where AWS prints each of its policies. */
export const MANAGED_POLICY_REFERENCE = 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/';

/**
 * Policies of AWS by what stands behind `policy/` in their ARN, as far as they are about stores.
 *
 * A policy without actions says nothing about a store. What is not listed may allow anything: only AWS knows. AWS adds to these policies, and
 * takes nothing away: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-security-iam-awsmanpol.html
 *
 * Those of power users, DynamoDB, Redshift and AWS Backup were compared with their text in the reference, the others were not.
 */
export const AWS_MANAGED_POLICIES: Readonly<Record<string, ManagedPolicyFacts>> = {
  'AdministratorAccess': { actions: ['*'] },
  'PowerUserAccess': { notActions: ['iam:*', 'organizations:*', 'account:*'] },
  'AmazonRDSFullAccess': { actions: ['rds:*'] },
  'AmazonDynamoDBFullAccess': { actions: ['dynamodb:*', 'dax:*'] },
  'AmazonDynamoDBFullAccess_v2': { actions: ['dynamodb:*', 'dax:*'] },
  'AmazonElastiCacheFullAccess': { actions: ['elasticache:*'] },
  'AmazonMemoryDBFullAccess': { actions: ['memorydb:*'] },
  'AmazonRedshiftFullAccess': { actions: ['redshift:*', 'redshift-serverless:*', 'redshift-data:ExecuteStatement'], partial: true },
  'AmazonOpenSearchServiceFullAccess': { actions: ['es:*'] },
  'AmazonESFullAccess': { actions: ['es:*'] },
  'AWSBackupFullAccess': { actions: ['backup:*', 'backup-storage:*'], partial: true },
  'AmazonRDSDataFullAccess': { actions: ['rds-data:ExecuteSql', 'rds-data:ExecuteStatement', 'rds-data:BatchExecuteStatement'], partial: true },
  'SecretsManagerReadWrite': { actions: ['secretsmanager:*'], partial: true },
  'service-role/AWSLambdaBasicExecutionRole': {},
  'service-role/AWSLambdaVPCAccessExecutionRole': {},
  'service-role/AWSLambdaSQSQueueExecutionRole': {},
  'service-role/AmazonECSTaskExecutionRolePolicy': {},
  'service-role/AmazonRDSEnhancedMonitoringRole': {},
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': {},
  'AmazonSSMManagedInstanceCore': {},
  'AWSXRayDaemonWriteAccess': {},
  'CloudWatchAgentServerPolicy': {},
  'AmazonEC2ContainerRegistryReadOnly': {},
  'AmazonEKSWorkerNodePolicy': {},
  'AmazonEKS_CNI_Policy': {},
  'AmazonEKSClusterPolicy': {},
  'AmazonEKSVPCResourceController': {},
  'CloudWatchLambdaInsightsExecutionRolePolicy': {},
};
