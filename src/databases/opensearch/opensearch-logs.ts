import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import { Construct } from 'constructs';
import { DataClassification } from '../../core/data-classification';
import { OPENSEARCH_LOGS } from '../../facts/opensearch';
import { encryptedLogGroup } from '../../foundation/logs/encrypted-log-group';

/** The log groups of a domain, and the policy that lets the service write to them. */
export interface DomainLogs {
  readonly options: { [log: string]: opensearch.CfnDomain.LogPublishingOptionProperty };

  /** Must stand before the domain: the service tries to write when it is told to. */
  readonly policy: logs.CfnResourcePolicy;
}

/** What the logs of a domain depend on. */
export interface DomainLogSettings {
  readonly domainName: string;
  readonly domainArn: string;
  readonly key: kms.IKey;
  readonly classification: DataClassification;
  readonly removalPolicy: RemovalPolicy;
}

/** Child ids of the log groups, pinned. */
const IDS: Readonly<Record<keyof typeof OPENSEARCH_LOGS, string>> = {
  audit: 'Log-audit', application: 'Log-application', searchSlow: 'Log-search-slow', indexSlow: 'Log-index-slow',
};

/** Create the log groups of a domain. */
export function domainLogs(scope: Construct, settings: DomainLogSettings): DomainLogs {
  const groups = Object.entries(OPENSEARCH_LOGS).map(([kind, log]) => ({
    log, group: encryptedLogGroup(scope, IDS[kind as keyof typeof OPENSEARCH_LOGS], settings),
  }));
  return {
    options: Object.fromEntries(groups.map(({ log, group }) => [log, { enabled: true, cloudWatchLogsLogGroupArn: group.logGroupArn }])),
    policy: writePolicy(scope, groups.map(({ group }) => group.logGroupArn), settings),
  };
}

// https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html
function writePolicy(scope: Construct, logGroupArns: string[], { domainName, domainArn, removalPolicy }: DomainLogSettings): logs.CfnResourcePolicy {
  const stack = Stack.of(scope);
  const policy = new logs.CfnResourcePolicy(scope, 'LogPolicy', {
    policyName: `opensearch-${domainName}`,
    policyDocument: stack.toJsonString({
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Principal: { Service: 'es.amazonaws.com' },
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: logGroupArns,
        Condition: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnEquals: { 'aws:SourceArn': domainArn } },
      }],
    }),
  });
  policy.applyRemovalPolicy(removalPolicy);
  return policy;
}
