import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { Waiver } from '../../../src/core/waiver';
import { AlarmDashboard } from '../../../src/foundation/alerts/alarm-dashboard';
import { AlertTopic } from '../../../src/foundation/alerts/alert-topic';
import { ChangeAlarms } from '../../../src/foundation/alerts/changes/change-alarms';
import { ChatChannel } from '../../../src/foundation/alerts/chat-channel';
import { ChatRoom } from '../../../src/foundation/alerts/chat-room';
import { DataKey } from '../../../src/foundation/data-key';
import { DeletionGuard } from '../../../src/foundation/deletion/deletion-guard';
import { Tier } from '../../../src/foundation/network/network';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { Subject } from '../subject';

/** The constructs of the foundation. */
export const FOUNDATION_SUBJECTS: readonly Subject[] = [
  { name: 'DataKey', build: (stack, waivers) => new DataKey(stack, 'Subject', { waivers }) },
  { name: 'AlertTopic', build: (stack, waivers) => alertTopic(stack, waivers) },
  { name: 'ChatChannel', build: chatChannel },
  { name: 'AlarmDashboard', build: alarmDashboard },
  { name: 'TieredNetwork', build: tieredNetwork },
  { name: 'TieredNetwork.fromVpc', build: (stack) => existingNetwork(stack) },
  { name: 'DeletionGuard', build: (stack) => new DeletionGuard(stack, 'Subject', { stores: [new DataKey(stack, 'Key')] }) },
];

/** With an alarm, since some rules ask whether what is published arrives. */
function alertTopic(stack: Stack, waivers?: Waiver[], id = 'Subject'): AlertTopic {
  const subject = new AlertTopic(stack, id, { emails: ['team@example.com'], waivers });
  const metric = new cloudwatch.Metric({ namespace: 'App', metricName: 'Errors' });
  new cloudwatch.Alarm(stack, 'Alarm', { metric, threshold: 1, evaluationPeriods: 1 }).addAlarmAction(new SnsAction(subject.topic));
  return subject;
}

/** Of a topic with an alarm, and of event rules. */
function chatChannel(stack: Stack): Construct {
  const { topic } = alertTopic(stack, [], 'Alerts');
  new ChangeAlarms(stack, 'Changes', { alerts: topic });
  return new ChatChannel(stack, 'Subject', { room: ChatRoom.slack('T07EA123LEP', 'C07EZ1ABC23'), topics: [topic] });
}

/** Of a topic with an alarm. */
function alarmDashboard(stack: Stack): Construct {
  alertTopic(stack, [], 'Alerts');
  return new AlarmDashboard(stack, 'Subject', { stores: [stack] });
}

/** With a subnet group in the data tier, since some rules ask what lies there. */
function tieredNetwork(stack: Stack, waivers?: Waiver[]): Construct {
  const subject = new TieredNetwork(stack, 'Subject', { waivers });
  new rds.SubnetGroup(stack, 'Subnets', { vpc: subject.vpc, vpcSubnets: { subnets: subject.subnets(Tier.DATA) }, description: 'Databases' });
  return subject;
}

function existingNetwork(stack: Stack): Construct {
  const { vpc } = new TieredNetwork(stack, 'Existing', { natGateways: 1 });
  return TieredNetwork.fromVpc(stack, 'Subject', { vpc: vpc as ec2.Vpc }) as unknown as Construct;
}
