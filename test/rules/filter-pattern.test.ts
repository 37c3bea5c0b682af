import { CallRecord } from '../../src/facts/noticed-calls';
import { matchesRecord } from '../../src/rules/filter-pattern';

const RECORD: CallRecord = { 'eventSource': 'kms.amazonaws.com', 'eventName': 'DisableKey', 'errorCode': 'Client.UnauthorizedOperation', 'userIdentity.type': 'Root' };

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
test.each([
  ['{ $.eventName = "DisableKey" }', 'yes'],
  ['{$.eventName=DisableKey}', 'yes'],
  ['{ $.eventName = disablekey }', 'no'],
  ['{ $.eventName = "Disable*" }', 'yes'],
  ['{ $.errorCode = *UnauthorizedOperation }', 'yes'],
  ['{ $.errorCode = "*Denied*" }', 'no'],
  ['{ $.eventSource = "kms.amazonaws*com" }', 'yes'],
  ['{ $.eventSource = "kmsXamazonaws.com" }', 'no'],
  ['{ $.eventName != "EnableKey" }', 'yes'],
  ['{ $.nowhere != "EnableKey" }', 'no'],
  ['{ $.nowhere NOT EXISTS }', 'yes'],
  ['{ $.eventName NOT EXISTS }', 'no'],
  ['{ $.nowhere IS NULL }', 'no'],
  ['{ $.eventName = A || $.eventName = DisableKey && $.eventSource = kms.amazonaws.com }', 'yes'],
  ['{ ($.eventName = A || $.eventName = DisableKey) && $.eventSource = s3.amazonaws.com }', 'no'],
  ['{ $.eventName = DisableKey || $.count > 3 }', 'yes'],
  ['{ $.eventName = DisableKey && $.count > 3 }', 'unknown'],
  ['{ $.eventName = A && $.count > 3 }', 'no'],
  ['{ $.eventName = %Disable.*% }', 'unknown'],
  ['{ $.readOnly IS TRUE }', 'unknown'],
  ['"DisableKey"', 'unknown'],
  ['[ip, name = DisableKey]', 'unknown'],
  ['{ $.eventName = DisableKey ', 'unknown'],
  ['{ $.eventName = DisableKey } }', 'unknown'],
  ['{ ($.eventName = DisableKey }', 'unknown'],
  ['{ $.eventName }', 'unknown'],
  ['{ $.eventName = }', 'unknown'],
  ['{ eventName = DisableKey }', 'unknown'],
  ['{ $.eventName = "open }', 'unknown'],
  ['', 'unknown'],
])('%s: %s', (pattern, answer) => {
  expect(matchesRecord(pattern, RECORD)).toBe(answer);
});
