import { Stack } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { IConstruct } from 'constructs';
import { FindingSuppression, GuardDutyAddressList, GuardDutyAlertsProps } from './guardduty-alerts-props';
import { DEFAULT_FREQUENCY } from './guardduty-detector';
import { PropProblems, quoted } from '../../../core/check-props';
import { known } from '../../../core/known';
import { lacksProtection, PUBLISHING_FREQUENCIES } from '../../../facts/guardduty';
import { checkHome, checkRegion, checkTopic } from '../../home-region';

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_limits.html */
const LIMITS = { filters: 100, threatLists: 6 };

const FORMATS = ['TXT', 'STIX', 'OTX_CSV', 'ALIEN_VAULT', 'PROOF_POINT', 'FIRE_EYE'];

/** What is wrong with the props of `GuardDutyAlerts`. */
export function checkGuardDuty(scope: IConstruct, props: GuardDutyAlertsProps, problems: PropProblems): void {
  const region = known(Stack.of(scope).region) ?? '';
  checkHome(scope, props, problems);
  Object.entries(props.topics ?? {}).forEach(([name, topic]) => checkTopic(scope, `topics.${name}`, topic as sns.ITopic | undefined, problems));
  checkRegion(scope, 'findingExport', props.findingExport?._bucket, 'pass a bucket of the region of the stack', problems);
  checkDetector(props, problems);
  props.protections?.filter(({ _feature }) => lacksProtection(region, _feature.name)).forEach(({ _feature }) => problems.add('PROTECTION_UNAVAILABLE',
    `\`protections\` has ${_feature.name}, which GuardDuty does not offer in ${region}; leave it out there`));
  checkSuppressions(props.suppressions ?? [], problems);
  const lists = props.threatLists ?? [];
  problems.when(lists.length > LIMITS.threatLists, 'THREAT_LISTS_TOO_MANY',
    () => `\`threatLists\` has ${lists.length} entries, at most ${LIMITS.threatLists} are allowed; merge some`);
  [...props.trustedAddresses ? [props.trustedAddresses] : [], ...lists].forEach((list) => checkList(list, problems));
  const names = lists.map(({ name }) => name);
  names.filter((name, index) => names.indexOf(name) !== index).forEach((name) => problems.add('LIST_REPEATED',
    `\`threatLists\` has two lists of the name ${quoted(name)}; give each its own`));
}

function checkDetector({ detector, protections, updateFrequency }: GuardDutyAlertsProps, problems: PropProblems): void {
  problems.text('detector', detector?._id, {
    code: 'DETECTOR_INVALID', pattern: /^[0-9a-f]{32}$/, allowed: '32 hexadecimal digits', instead: 'pass the id that `ListDetectors` shows',
  });
  problems.text('administratorAccount', detector?._organization.administratorAccount, {
    code: 'ADMINISTRATOR_INVALID', pattern: /^\d{12}$/, allowed: '12 digits', instead: 'pass the id of an account of the organization',
  });
  problems.when(protections?.length === 0, 'PROTECTIONS_EMPTY', () => '`protections` is empty; leave it out for all of them, or name what is needed');
  problems.when(new Set(protections).size < (protections?.length ?? 0), 'PROTECTION_REPEATED', () => '`protections` names one twice; remove it');
  problems.mustBeKnown('updateFrequency', updateFrequency, 'UPDATE_FREQUENCY_UNKNOWN', 'pass a Duration');
  const minutes = (known(updateFrequency) ?? DEFAULT_FREQUENCY).toMinutes({ integral: false });
  problems.when(PUBLISHING_FREQUENCIES[minutes] === undefined, 'UPDATE_FREQUENCY_INVALID',
    () => `\`updateFrequency\` is ${minutes} minutes, allowed are ${Object.keys(PUBLISHING_FREQUENCIES).join(', ')}; pass one of them`);
}

function checkSuppressions(suppressions: readonly FindingSuppression[], problems: PropProblems): void {
  problems.when(suppressions.length > LIMITS.filters, 'SUPPRESSIONS_TOO_MANY',
    () => `\`suppressions\` has ${suppressions.length} entries, at most ${LIMITS.filters} are allowed; merge some`);
  const seen = new Set<string>();
  suppressions.forEach(({ name, reason, criteria }, index) => {
    const where = `suppressions[${index}]`;
    // https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CreateFilter.html
    problems.text(`${where}.name`, name, {
      code: 'SUPPRESSION_NAME_INVALID', pattern: /^[A-Za-z0-9_.-]{3,64}$/, allowed: '3 to 64 letters, digits, `.`, `_` or `-`', instead: 'choose another name',
    });
    problems.mustBeKnown(`${where}.name`, name, 'SUPPRESSION_NAME_UNKNOWN', 'pass plain text');
    problems.when(seen.has(name), 'SUPPRESSION_REPEATED', () => `\`${where}.name\` is ${quoted(name)}, which another one has; give each its own`);
    seen.add(name);
    const length = (known(reason) ?? '').trim().length;
    problems.when(length < 10 || length > 500, 'SUPPRESSION_WITHOUT_REASON',
      () => `\`${where}.reason\` is ${quoted(reason)}, 10 to 500 characters are needed; say why nobody needs to see these findings`);
    problems.when((criteria.type ?? []).length === 0 || Object.entries(criteria).some(([attribute, values]) => attribute === '' || values.length === 0 || values.includes('')), 'SUPPRESSION_TOO_WIDE',
      () => `\`${where}.criteria\` needs \`type\`, and values for each attribute, else it hides more than it says; name the finding types`);
  });
}

function checkList({ name, objectKey, format }: GuardDutyAddressList, problems: PropProblems): void {
  problems.text('name', name, { code: 'LIST_NAME_INVALID', pattern: /^(?=.*\S)[\w -]{1,300}$/, allowed: 'letters, digits, blanks, `-` or `_`', instead: 'choose another name' });
  problems.text('objectKey', objectKey, { code: 'LIST_KEY_INVALID', pattern: /^[^/].{0,1023}$/, allowed: 'object keys of at most 1024 characters, without a leading slash', instead: 'correct it' });
  problems.when(known(format) !== undefined && !FORMATS.includes(known(format)!), 'LIST_FORMAT_UNKNOWN',
    () => `\`format\` is ${quoted(format!)}, allowed are ${FORMATS.join(', ')}; pass one of them`);
}
