// The clients come with the Lambda runtime. Only what the handler calls is declared here:
// https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/redshift-data/, https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/redshift/,
// https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/redshift-serverless/

declare module '@aws-sdk/client-redshift-data' {
  interface Target {
    readonly ClusterIdentifier?: string;
    readonly WorkgroupName?: string;
    readonly Database: string;
    readonly SecretArn: string;
  }

  export class RedshiftData {
    public executeStatement(input: Target & { readonly Sql: string }): Promise<{ readonly Id?: string }>;
    public batchExecuteStatement(input: Target & { readonly Sqls: string[]; readonly ClientToken?: string }): Promise<{ readonly Id?: string }>;
    public describeStatement(input: { readonly Id: string }): Promise<{ readonly Status?: string; readonly Error?: string }>;
    public getStatementResult(input: { readonly Id: string; readonly NextToken?: string }): Promise<{
      readonly Records?: { readonly stringValue?: string }[][];
      readonly NextToken?: string;
    }>;
  }
}

declare module '@aws-sdk/client-redshift' {
  interface UsageLimit {
    readonly UsageLimitId?: string;
    readonly FeatureType?: string;
    readonly Period?: string;
  }

  export class Redshift {
    public createSnapshotCopyGrant(input: { readonly SnapshotCopyGrantName: string; readonly KmsKeyId: string }): Promise<object>;
    public deleteSnapshotCopyGrant(input: { readonly SnapshotCopyGrantName: string }): Promise<object>;
    public createSnapshotSchedule(input: { readonly ScheduleIdentifier: string; readonly ScheduleDefinitions: string[] }): Promise<object>;
    public modifySnapshotSchedule(input: { readonly ScheduleIdentifier: string; readonly ScheduleDefinitions: string[] }): Promise<object>;
    public deleteSnapshotSchedule(input: { readonly ScheduleIdentifier: string }): Promise<object>;
    public modifyClusterSnapshotSchedule(input: {
      readonly ClusterIdentifier: string; readonly ScheduleIdentifier?: string; readonly DisassociateSchedule?: boolean;
    }): Promise<object>;
    public describeUsageLimits(input: { readonly ClusterIdentifier: string }): Promise<{ readonly UsageLimits?: UsageLimit[] }>;
    public createUsageLimit(input: {
      readonly ClusterIdentifier: string; readonly FeatureType: string; readonly LimitType: string; readonly Amount: number;
      readonly Period: string; readonly BreachAction: string;
    }): Promise<UsageLimit>;
    public modifyUsageLimit(input: { readonly UsageLimitId: string; readonly Amount: number; readonly BreachAction: string }): Promise<object>;
    public deleteUsageLimit(input: { readonly UsageLimitId: string }): Promise<object>;
  }
}

declare module '@aws-sdk/client-redshift-serverless' {
  interface UsageLimit {
    readonly usageLimitId?: string;
    readonly usageType?: string;
    readonly period?: string;
  }

  export class RedshiftServerless {
    public listUsageLimits(input: { readonly resourceArn: string }): Promise<{ readonly usageLimits?: UsageLimit[] }>;
    public createUsageLimit(input: {
      readonly resourceArn: string; readonly usageType: string; readonly amount: number; readonly period: string; readonly breachAction: string;
    }): Promise<{ readonly usageLimit?: UsageLimit }>;
    public updateUsageLimit(input: { readonly usageLimitId: string; readonly amount: number; readonly breachAction: string }): Promise<object>;
    public deleteUsageLimit(input: { readonly usageLimitId: string }): Promise<object>;
  }
}
