import * as events from 'aws-cdk-lib/aws-events';
import { WeakeningCalls } from '../../../facts/weakening-calls';
import { AlertMessage, callDetails, field, line } from '../alert-message';

/** The longest pattern that EventBridge takes: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
export const MAX_PATTERN = 2048;

/** The calls of a service that are told about. */
export function changePattern(calls: WeakeningCalls, expectedRoleArns: readonly string[]): events.EventPattern {
  const { eventSource, destroying, weakening, weakeningBy } = calls;
  const weakened = [
    { eventName: [...weakening] },
    ...weakeningBy === undefined ? [] : [{
      eventName: [...weakeningBy.calls],
      requestParameters: oneOf(Object.entries(weakeningBy.parameters).map(([name, values]) => ({ [name]: [...values] }))),
    }],
  ];
  return {
    detailType: ['AWS API Call via CloudTrail'],
    detail: { eventSource: [eventSource], ...oneOf([{ eventName: [...destroying] }, { ...unexpected(expectedRoleArns), ...oneOf(weakened) }]) },
  };
}

function oneOf(branches: readonly object[]): object {
  return branches.length === 1 ? branches[0] : { $or: branches };
}

/** Calls of no expected role; users and the root user have no role at all. */
function unexpected(roleArns: readonly string[]): object {
  const by = (arn: object) => ({ sessionContext: { sessionIssuer: { arn: [arn] } } });
  return roleArns.length === 0 ? {} : { userIdentity: oneOf([by({ 'anything-but': { wildcard: [...roleArns] } }), by({ exists: false })]) };
}

/** Who, what, when and from where, as a person reads it. */
export function changeMessage(title: string): AlertMessage {
  const of = (path: string) => field(`detail.${path}`);
  return {
    // refused calls are told, too: the result stands below
    title: line(`Somebody called ${of('eventName')}, which destroys data or weakens what protects it (${title})`),
    details: callDetails(),
    toDo: [
      'If nobody announced this, ask who it was, undo it, and look what else the same credentials did.',
      `Event ${of('eventID')} in CloudTrail has everything.`,
    ],
  };
}
