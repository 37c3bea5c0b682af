/**
 * A call as CloudTrail passes it to EventBridge.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function call(service: string, eventName: string, more: object = {}) {
  return {
    'version': '0',
    'id': '36eb8523-97d0-4518-b33d-ee3579ff19f0',
    'detail-type': 'AWS API Call via CloudTrail',
    'source': `aws.${service === 'monitoring' ? 'cloudwatch' : service}`,
    'account': '111122223333',
    'time': '2026-11-20T09:10:11Z',
    'region': 'eu-west-1',
    'resources': [],
    'detail': {
      eventVersion: '1.08',
      userIdentity: {
        type: 'AssumedRole',
        principalId: 'AROAEXAMPLE:maria',
        arn: 'arn:aws:sts::111122223333:assumed-role/Administrator/maria',
        accountId: '111122223333',
        sessionContext: { attributes: { mfaAuthenticated: 'false', creationDate: '2026-11-20T09:00:00Z' } },
      },
      eventTime: '2026-11-20T09:10:11Z',
      eventSource: `${service}.amazonaws.com`,
      eventName,
      awsRegion: 'eu-west-1',
      sourceIPAddress: '198.51.100.7',
      userAgent: 'aws-cli/2.31.0',
      requestParameters: { dBInstanceIdentifier: 'orders' },
      responseElements: null,
      requestID: 'd91d4669-a1ae-4d4a-8b0e-1e5d2b0a5b21',
      eventID: '0f1b3b6c-5ad5-4f43-9f2f-c1f0f9c2f1ce',
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      eventCategory: 'Management',
      ...more,
    },
  };
}
