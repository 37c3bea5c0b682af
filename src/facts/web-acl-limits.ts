/**
 * Capacity of a web ACL in WCUs: up to `included` at the base price, never over `max`.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html
 */
export const WEB_ACL_CAPACITY = { included: 1_500, max: 5_000 };

/**
 * A rate-based rule that counts by client address. `requests` is per `windowSeconds`.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html
 * https://docs.aws.amazon.com/waf/latest/developerguide/limits.html
 */
export const RATE_RULE = {
  capacity: 2, windowSeconds: 300, requests: { min: 10, max: 2_000_000_000 }, windows: [60, 120, 300, 600], perWebAcl: 10, perGroup: 4,
};

/** WAF delivers logs only to destinations whose name starts with this: https://docs.aws.amazon.com/waf/latest/APIReference/API_LoggingConfiguration.html */
export const WAF_LOG_PREFIX = 'aws-waf-logs-';

/**
 * Web ACL capacity units of each statement.
 *
 * `allQueryArguments` and `transformation` are added once for each; a JSON body doubles the base. Logical statements cost
 * what they hold. WAF may charge less: it shares transformations between rules, so sums are upper bounds.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-match.html
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-string-match.html
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-sqli-match.html
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
 */
export const STATEMENT_CAPACITY = {
  countries: 1,
  addresses: 1,
  label: 1,
  size: 1,
  wholeText: 2,
  containedText: 10,
  regex: 3,
  regexSet: 25,
  sqlInjection: { low: 20, high: 30 },
  crossSiteScripting: 40,
  rate: RATE_RULE.capacity,
  rateKey: 30,
  allQueryArguments: 10,
  transformation: 10,
};

/**
 * Bytes of a request body that the firewall sees.
 *
 * Load balancers and AppSync show 8 KB; CloudFront, API Gateway and Cognito 16 KB, and up to 64 KB for an additional fee.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-wafv2-webacl-associationconfig.html
 */
export const BODY_INSPECTION = { fixedKib: 8, kib: [16, 32, 48, 64], resizable: { regional: ['API_GATEWAY', 'COGNITO_USER_POOL'], cloudfront: ['CLOUDFRONT'] } };

/**
 * Of regular expressions the API takes 512 characters, the quota of an account may be lower:
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_RegexMatchStatement.html
 * https://docs.aws.amazon.com/waf/latest/developerguide/limits.html
 */
export const WEB_ACL_LIMITS = {
  // https://docs.aws.amazon.com/waf/latest/APIReference/API_LoggingConfiguration.html
  redactedFields: 100,
  addressesPerSet: 10_000,
  regexesPerSet: 10,
  regexLength: 512,
  searchTextBytes: 200,
  customResponseBodyBytes: 4_096,
  rateKeys: 5,
  transformations: 10,
};

/** How WAF names a text that it prepares before it looks: https://docs.aws.amazon.com/waf/latest/APIReference/API_TextTransformation.html */
export const TEXT_TRANSFORMATIONS: readonly string[] = [
  'COMPRESS_WHITE_SPACE', 'HTML_ENTITY_DECODE', 'LOWERCASE', 'CMD_LINE', 'URL_DECODE', 'BASE64_DECODE', 'HEX_DECODE', 'MD5', 'REPLACE_COMMENTS',
  'ESCAPE_SEQ_DECODE', 'SQL_HEX_DECODE', 'CSS_DECODE', 'JS_DECODE', 'NORMALIZE_PATH', 'NORMALIZE_PATH_WIN', 'REMOVE_NULLS', 'REPLACE_NULLS',
  'BASE64_DECODE_EXT', 'URL_DECODE_UNI', 'UTF8_TO_UNICODE', 'UPPERCASE', 'TRIM', 'TRIM_LEFT', 'TRIM_RIGHT',
];
