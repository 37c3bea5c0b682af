import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * The right of a function to send its traces; the two actions know no resource.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
 */
export function maySendTraces(): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid: 'Traces', actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] });
}
