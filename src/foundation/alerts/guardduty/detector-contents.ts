import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as guardduty from 'aws-cdk-lib/aws-guardduty';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { FindingSuppression, GuardDutyAddressList, GuardDutyAlertsProps } from './guardduty-alerts-props';
import { admitService } from '../../key-access';

/**
 * Archive what nobody needs to see; each filter says why.
 *
 * Conditions are a map that the CDK passes on as it is, so they carry CloudFormation's own capitals:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-guardduty-filter-condition.html
 */
export function suppress(scope: Construct, detectorId: string, suppressions: readonly FindingSuppression[]): void {
  suppressions.forEach(({ name, reason, criteria }, index) => new guardduty.CfnFilter(scope, `Suppression-${name}`, {
    detectorId,
    name,
    description: reason,
    action: 'ARCHIVE',
    rank: index + 1,
    findingCriteria: { criterion: Object.fromEntries(Object.entries(criteria).map(([attribute, values]) => [attribute, { Eq: values }])) },
  }));
}

/** Give the detector its lists. */
export function lists(scope: Construct, detectorId: string, { trustedAddresses, threatLists = [] }: GuardDutyAlertsProps): void {
  if (trustedAddresses) {
    new guardduty.CfnIPSet(scope, 'TrustedAddresses', { detectorId, activate: true, ...placeOf(scope, trustedAddresses) });
  }
  threatLists.forEach((list, index) => new guardduty.CfnThreatIntelSet(scope, `ThreatList${index + 1}`, { detectorId, activate: true, ...placeOf(scope, list) }));
}

function placeOf(scope: Construct, { name, bucket, objectKey, format }: GuardDutyAddressList) {
  const { urlSuffix } = Stack.of(scope);
  return { name, format: format ?? 'TXT', location: `https://s3.${bucket.env.region}.${urlSuffix}/${bucket.bucketName}/${objectKey}` };
}

/**
 * Export findings to a bucket, encrypted with a key; both admit GuardDuty for this detector alone.
 *
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
 */
export function exportFindings(scope: Construct, detectorId: string, bucket: s3.IBucket, key: kms.IKey): void {
  const { account } = Stack.of(scope);
  const sourceArn = Stack.of(scope).formatArn({ service: 'guardduty', resource: 'detector', resourceName: detectorId, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
  admitService(key, SERVICE, { actions: ['kms:GenerateDataKey'], sourceAccount: account, sourceArn });
  const conditions = { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': sourceArn } };
  const principals = [new iam.ServicePrincipal(SERVICE)];
  const needed = [['s3:GetBucketLocation', bucket.bucketArn], ['s3:PutObject', bucket.arnForObjects('AWSLogs/*')]];
  const admitted = needed.map(([action, resource]) => (
    bucket.addToResourcePolicy(new iam.PolicyStatement({ principals, actions: [action], resources: [resource], conditions }))));
  const destination = new guardduty.CfnPublishingDestination(scope, 'Export', {
    detectorId,
    destinationType: 'S3',
    destinationProperties: { destinationArn: bucket.bucketArn, kmsKeyArn: key.keyArn },
  });
  // GuardDuty tries to write before it accepts the destination
  admitted.forEach(({ policyDependable }) => policyDependable && destination.node.addDependency(policyDependable));
  destination.node.addDependency(key);
}

const SERVICE = 'guardduty.amazonaws.com';
