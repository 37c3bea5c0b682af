import { App, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ShieldContact, ShieldProactiveEngagement } from '../../src/perimeter/shield-proactive-engagement';
import { thrown } from '../support/thrown';

const HOTLINE = { email: 'on-call@example.com', phoneNumber: '+14155550123', notes: 'Staffed 24x7' };

function engaged(...contacts: ShieldContact[]): Stack {
  const stack = new Stack(new App(), 'Shop');
  new ShieldProactiveEngagement(stack, 'Engagement', { contacts });
  return stack;
}

test('Shield may call who is named', () => {
  Template.fromStack(engaged(HOTLINE, { email: 'ciso@example.com' })).hasResourceProperties('AWS::Shield::ProactiveEngagement', {
    ProactiveEngagementStatus: 'ENABLED',
    EmergencyContactList: [{ EmailAddress: 'on-call@example.com', PhoneNumber: '+14155550123', ContactNotes: 'Staffed 24x7' }, { EmailAddress: 'ciso@example.com' }],
  });
});

test('what only deployment knows is taken', () => {
  const phoneNumber = Lazy.string({ produce: () => '+14155550123' });
  Template.fromStack(engaged({ ...HOTLINE, phoneNumber })).hasResourceProperties('AWS::Shield::ProactiveEngagement', { EmergencyContactList: [{ PhoneNumber: '+14155550123' }] });
});

test.each<[string, ShieldContact[]]>([
  ['CONTACTS_OUT_OF_RANGE: `contacts` has 0 entries, 1 to 10 are allowed; name those who can decide', []],
  ['CONTACTS_OUT_OF_RANGE: `contacts` has 11 entries, 1 to 10 are allowed; name those who can decide', Array<ShieldContact>(11).fill(HOTLINE)],
  ['CONTACTS_WITHOUT_PHONE: `contacts` has no phone number, without which Shield calls nobody; pass the number of the on-call service', [{ email: 'ciso@example.com' }]],
  ["EMAIL_INVALID: `contacts[0].email` is 'on-call', allowed are addresses such as on-call@example.com; correct it", [{ ...HOTLINE, email: 'on-call' }]],
  ["PHONE_NUMBER_INVALID: `contacts[0].phoneNumber` is '0041', allowed are E.164 numbers such as +14155550123: a plus sign and 2 to 15 digits; correct it", [{ ...HOTLINE, phoneNumber: '0041' }]],
  ["NOTES_INVALID: `contacts[0].notes` is 'nobody's', allowed are 1 to 1024 letters, digits, blanks and .-,:/()+@_; shorten it, or leave the other characters out", [{ ...HOTLINE, notes: "nobody's" }]],
])('%s', (text, contacts) => {
  expect(thrown(() => engaged(...contacts))).toBe(`ShieldProactiveEngagement 'Shop/Engagement' cannot be created, 1 problem:\n  ${text}`);
});
