/**
 * Findings as EventBridge delivers them, in the published form.
 *
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_RdsLoginAttemptAction.html
 * https://docs.aws.amazon.com/guardduty/latest/ug/findings-rds-protection.html
 */
export function finding(severity: number, type: string, more: { readonly resource?: object; readonly action?: object } = {}) {
  return {
    'version': '0',
    'id': 'cd2d702e-ab31-411b-9344-793ce56b1bc7',
    'detail-type': 'GuardDuty Finding',
    'source': 'aws.guardduty',
    'account': '111122223333',
    'time': '2026-11-20T11:10:04Z',
    'region': 'eu-west-1',
    'resources': [],
    'detail': {
      schemaVersion: '2.0',
      accountId: '111122223333',
      region: 'eu-west-1',
      partition: 'aws',
      id: '16afba5c5c43e07c9e3e5e2e544e95df',
      arn: 'arn:aws:guardduty:eu-west-1:111122223333:detector/123456789012/finding/16afba5c5c43e07c9e3e5e2e544e95df',
      type,
      resource: more.resource ?? { resourceType: 'AccessKey', accessKeyDetails: { accessKeyId: 'AKIAEXAMPLE', userName: 'deployer', userType: 'IAMUser' } },
      service: {
        serviceName: 'guardduty',
        detectorId: '3caf4e0aaa46ce4ccbcef949a8785353',
        action: more.action ?? { actionType: 'NETWORK_CONNECTION' },
        resourceRole: 'TARGET',
        eventFirstSeen: '2026-11-20T11:00:00.000Z',
        eventLastSeen: '2026-11-20T11:05:00.000Z',
        archived: false,
        count: 3,
      },
      severity,
      createdAt: '2026-11-20T11:08:11.774Z',
      updatedAt: '2026-11-20T11:08:11.774Z',
      title: 'A user logged in to an RDS database in an anomalous way.',
      description: 'User dba logged in to orders-db from 198.51.100.7 in an unusual way.',
    },
  };
}

/** A successful login by brute force. */
export const BRUTE_FORCE = finding(8, 'CredentialAccess:RDS/AnomalousBehavior.SuccessfulBruteForce', {
  resource: {
    resourceType: 'RDSDBInstance',
    rdsDbInstanceDetails: { dbInstanceIdentifier: 'orders-db', engine: 'Aurora PostgreSQL', dbClusterIdentifier: 'orders' },
    rdsDbUserDetails: { user: 'dba', application: 'psql', database: 'orders' },
  },
  action: { actionType: 'RDS_LOGIN_ATTEMPT', rdsLoginAttemptAction: { remoteIpDetails: { ipAddressV4: '198.51.100.7' } } },
});

/** A suspicious call of a database service. */
export const KMS_CALL = finding(5, 'Impact:IAMUser/AnomalousBehavior', {
  action: {
    actionType: 'AWS_API_CALL',
    awsApiCallAction: { api: 'ScheduleKeyDeletion', serviceName: 'kms.amazonaws.com', callerType: 'Remote IP', remoteIpDetails: { ipAddressV4: '203.0.113.9' } },
  },
});

/** A suspicious call of something else. */
export const EC2_CALL = finding(5, 'Impact:IAMUser/AnomalousBehavior', { action: { actionType: 'AWS_API_CALL', awsApiCallAction: { api: 'RunInstances', serviceName: 'ec2.amazonaws.com' } } });
