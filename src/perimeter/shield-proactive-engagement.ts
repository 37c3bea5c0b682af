import * as shield from 'aws-cdk-lib/aws-shield';
import { Construct } from 'constructs';
import { PropProblems } from '../core/check-props';
import { Hardening } from '../core/hardening';

/** https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_UpdateEmergencyContactSettings.html */
const MAX_CONTACTS = 10;

/** Whom the Shield Response Team reaches. */
export interface ShieldContact {
  /** The address, at most 150 characters. */
  readonly email: string;

  /**
   * The number as E.164: `+` and up to 15 digits. One contact at least has one.
   *
   * @default - reached by e-mail only
   */
  readonly phoneNumber?: string;

  /**
   * When this contact is the right one, with hours and time zone: 1 to 1024 letters, digits, blanks and `.-,:/()+@_`.
   *
   * @default - no notes
   */
  readonly notes?: string;
}

/** Properties of `ShieldProactiveEngagement`. */
export interface ShieldProactiveEngagementProps {
  /** Whom the Shield Response Team calls, 1 to 10; they replace those that the account has. */
  readonly contacts: ShieldContact[];
}

/**
 * Lets the Shield Response Team call when the health check of a protected resource fails during an attack, instead of waiting to be asked.
 *
 * One account has it once, for every resource that `ShieldAdvanced.HEALTH_BASED` protects; without a health check, Shield calls nobody.
 *
 * ```ts
 * import { ShieldProactiveEngagement } from 'cdk-hardened-databases';
 *
 * new ShieldProactiveEngagement(this, 'Engagement', {
 *   contacts: [{ email: 'on-call@example.com', phoneNumber: '+14155550123', notes: 'Staffed 24x7' }],
 * });
 * ```
 *
 * ### What this does not do
 *
 * - It subscribes to nothing: the account needs Shield Advanced and a Business or Enterprise support plan, else the deployment fails.
 * - It does not let the team change anything in the account.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/ddos-srt-proactive-engagement.html
 */
export class ShieldProactiveEngagement extends Construct {
  /** The underlying resource. */
  public readonly resource: shield.CfnProactiveEngagement;

  /** Throws one error with all problems: `CONTACTS_OUT_OF_RANGE`, `CONTACTS_WITHOUT_PHONE`, `EMAIL_INVALID`, `PHONE_NUMBER_INVALID`, `NOTES_INVALID`. */
  public constructor(scope: Construct, id: string, props: ShieldProactiveEngagementProps) {
    const problems = new PropProblems('ShieldProactiveEngagement', scope, id);
    const hardening = new Hardening({ construct: 'ShieldProactiveEngagement', safeguards: [] }, problems);
    check(props.contacts, problems);
    problems.throwIfAny();

    super(scope, id);
    this.resource = new shield.CfnProactiveEngagement(this, 'Resource', {
      proactiveEngagementStatus: 'ENABLED',
      emergencyContactList: props.contacts.map(({ email, phoneNumber, notes }) => ({ emailAddress: email, phoneNumber, contactNotes: notes })),
    });
    hardening.recordOn(this);
  }
}

/** https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_EmergencyContact.html */
function check(contacts: readonly ShieldContact[], problems: PropProblems): void {
  problems.when(contacts.length === 0 || contacts.length > MAX_CONTACTS, 'CONTACTS_OUT_OF_RANGE', () => (
    `\`contacts\` has ${contacts.length} entries, 1 to ${MAX_CONTACTS} are allowed; name those who can decide`));
  problems.when(contacts.length > 0 && contacts.every(({ phoneNumber }) => phoneNumber === undefined), 'CONTACTS_WITHOUT_PHONE', () => (
    '`contacts` has no phone number, without which Shield calls nobody; pass the number of the on-call service'));
  contacts.forEach(({ email, phoneNumber, notes }, index) => {
    const of = (name: string) => `contacts[${index}].${name}`;
    problems.text(of('email'), email, { code: 'EMAIL_INVALID', pattern: /^(?=.{1,150}$)\S+@\S+\.\S+$/, allowed: 'addresses such as on-call@example.com', instead: 'correct it' });
    problems.text(of('phoneNumber'), phoneNumber, {
      code: 'PHONE_NUMBER_INVALID', pattern: /^\+[1-9]\d{1,14}$/, allowed: 'E.164 numbers such as +14155550123: a plus sign and 2 to 15 digits', instead: 'correct it',
    });
    problems.text(of('notes'), notes, {
      code: 'NOTES_INVALID', pattern: /^[\w\s.\-,:/()+@]{1,1024}$/, allowed: '1 to 1024 letters, digits, blanks and .-,:/()+@_', instead: 'shorten it, or leave the other characters out',
    });
  });
}
