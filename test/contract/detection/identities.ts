import { Identities } from '../identities';

/** What detection keeps. */
export const DETECTION_IDENTITIES: Identities = {
  GuardDutyAlerts: {
    'CriticalAlerts/Topic/Resource': 'SubjectCriticalAlertsTopic00C14FFA',
    'HighAlerts/Topic/Resource': 'SubjectHighAlertsTopicAA1B6867',
    'Key/Key/Resource': 'SubjectKeyFBBF5341',
    'LowAlerts/Topic/Resource': 'SubjectLowAlertsTopic289583E4',
    'MediumAlerts/Topic/Resource': 'SubjectMediumAlertsTopic2A780C6C',
  },
};
