import { Identities } from '../identities';

/** What detection keeps. */
export const DETECTION_IDENTITIES: Identities = {
  'GuardDutyAlerts': {
    'CriticalAlerts/Topic/Resource': 'SubjectCriticalAlertsTopic00C14FFA',
    'DatabaseAlerts/Topic/Resource': 'SubjectDatabaseAlertsTopicAAFA6BFE',
    'HighAlerts/Topic/Resource': 'SubjectHighAlertsTopicAA1B6867',
    'Key/Key/Resource': 'SubjectKeyFBBF5341',
    'LowAlerts/Topic/Resource': 'SubjectLowAlertsTopic289583E4',
    'MediumAlerts/Topic/Resource': 'SubjectMediumAlertsTopic2A780C6C',
  },
  'GuardDutyAlerts (adopting)': {
    'Adoption/LogGroup/Resource': 'SubjectAdoptionLogGroup65B26E63',
    'CriticalAlerts/Topic/Resource': 'SubjectCriticalAlertsTopic00C14FFA',
    'DatabaseAlerts/Topic/Resource': 'SubjectDatabaseAlertsTopicAAFA6BFE',
    'HighAlerts/Topic/Resource': 'SubjectHighAlertsTopicAA1B6867',
    'Key/Key/Resource': 'SubjectKeyFBBF5341',
    'LowAlerts/Topic/Resource': 'SubjectLowAlertsTopic289583E4',
    'MediumAlerts/Topic/Resource': 'SubjectMediumAlertsTopic2A780C6C',
  },
  'AuditTrail': {
    'AccessRecords/Resource': 'SubjectAccessRecords895B0CFF',
    'Bucket/Resource': 'SubjectBucketA856F2ED',
    'Key/Key/Resource': 'SubjectKeyFBBF5341',
    'LogGroup/Resource': 'SubjectLogGroup17DCEEB2',
    'Trail': 'SubjectTrailDCF72F07',
  },
  'AccountAlarms': {
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
  },
  'ChangeAlarms': {
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'Trail/AccessRecords/Resource': 'SubjectTrailAccessRecords0615C791',
    'Trail/Bucket/Resource': 'SubjectTrailBucket1B380DB3',
    'Trail/Key/Key/Resource': 'SubjectTrailKey31D3A859',
    'Trail/LogGroup/Resource': 'SubjectTrailLogGroup78684F2B',
    'Trail/Trail': 'SubjectTrail0E4F01F8',
  },
};
