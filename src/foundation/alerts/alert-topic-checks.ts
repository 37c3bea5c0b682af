import { AlertTopicProps } from './alert-topic-props';
import { PropProblems, quoted } from '../../core/check-props';
import { isDeployTime, known } from '../../core/known';

/** Each is a resource, and a stack holds 500: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MAX_ENDPOINTS = 100;

const EMAIL = {
  name: 'emails',
  code: 'EMAIL',
  // the address length of RFC 5321, section 4.5.3.1
  pattern: /^(?=.{3,254}$)[^\s@<>()[\]\\,;:"]+@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/,
  allowed: 'addresses such as dba@example.com',
  many: 'subscribe a mailing list instead',
};

const PHONE_NUMBER = {
  name: 'phoneNumbers',
  code: 'PHONE_NUMBER',
  pattern: /^\+[1-9]\d{1,14}$/,
  allowed: 'E.164 numbers such as +14155550123: a plus sign and 2 to 15 digits',
  many: 'subscribe an on-call service instead',
};

const PAGER = {
  name: 'pagers',
  code: 'PAGER',
  // nobody else may read what is sent, and a password in the address would stand in the template
  pattern: /^https:\/\/[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d{1,5})?([/?][^\s@]*)?$/,
  allowed: 'HTTPS addresses without user and password, such as https://events.pagerduty.com/integration/<key>/enqueue',
  many: 'let the on-call service tell the others',
};

/** What is wrong with the props of `AlertTopic`. */
export function checkTopic(props: AlertTopicProps, problems: PropProblems): void {
  checkEndpoints(EMAIL, props.emails, problems);
  checkEndpoints(PHONE_NUMBER, props.phoneNumbers, problems);
  checkEndpoints(PAGER, props.pagers, problems);
  const displayName = known(props.displayName) ?? '';
  problems.when(displayName.length > 100, 'DISPLAY_NAME_TOO_LONG',
    () => `\`displayName\` is ${quoted(displayName)}, at most 100 characters are allowed; shorten it`);
}

function checkEndpoints(kind: typeof EMAIL, endpoints: string[] | undefined, problems: PropProblems): void {
  const { name, code, pattern, allowed, many } = kind;
  const list = endpoints ?? [];
  if (isDeployTime(list) && !list.some(isDeployTime)) {
    problems.mustBeKnown(name, list, `${code}S_UNKNOWN`, 'pass a list, whose entries may be tokens');
    return;
  }
  problems.when(endpoints?.length === 0, `${code}S_EMPTY`, () => `\`${name}\` is empty, 1 to ${MAX_ENDPOINTS} are allowed; leave it out, or name who is told`);
  problems.when(list.length > MAX_ENDPOINTS, `${code}S_TOO_MANY`,
    () => `\`${name}\` has ${list.length} entries, 1 to ${MAX_ENDPOINTS} are allowed, since each is a resource of the stack; ${many}`);
  const seen = new Set<string>();
  list.forEach((endpoint, index) => {
    problems.text(`${name}[${index}]`, endpoint, { code: `${code}_INVALID`, pattern, allowed, instead: 'correct or remove it' });
    const same = (known(endpoint) ?? `deploy-time ${index}`).toLowerCase();
    problems.when(seen.has(same), `${code}_REPEATED`, () => `\`${name}[${index}]\` is ${quoted(endpoint)}, which is in the list already; remove it`);
    seen.add(same);
  });
}
