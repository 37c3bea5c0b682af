import { BlocklistFunction } from './blocklist-function';
import { ALARM_PERIOD, StoreAlarm } from '../../foundation/alerts/store-alarms';

/** Alarms on a blocklist that has stopped to learn: its last addresses would stay blocked. */
export function blocklistAlarms({ handler, failures }: BlocklistFunction): StoreAlarm[] {
  const stuck = 'addresses that are blocked now stay blocked, and no new ones are; look into the log of the function';
  return [
    { id: 'Failing', metric: handler.metricErrors({ period: ALARM_PERIOD }), threshold: 0, when: 'above', description: `the function that reads the logs fails: ${stuck}` },
    {
      id: 'Unread',
      metric: failures.metricApproximateNumberOfMessagesVisible({ period: ALARM_PERIOD }),
      threshold: 0,
      when: 'above',
      description: `runs of the function that reads the logs were given up: ${stuck}, then purge the queue`,
    },
  ];
}
