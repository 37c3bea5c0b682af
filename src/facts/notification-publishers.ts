/** An AWS service that publishes notifications to SNS under its own principal. */
export interface NotificationPublisher {
  /** What it tells about. */
  readonly title: string;

  /** Its service principal, the same in every partition. */
  readonly principal: string;

  /**
   * Whether `aws:SourceAccount` is documented for its call of `sns:Publish`.
   *
   * A condition on a key that a service does not send is never true: the topic would silently stay empty.
   */
  readonly namesAccountToTopic: boolean;

  /** Whether `aws:SourceAccount` is documented for the calls of KMS that follow from publishing to an encrypted topic. */
  readonly namesAccountToKey: boolean;

  /** Where AWS says so. */
  readonly sources: readonly string[];
}

// lists the principals of services that publish to encrypted topics, asks for `aws:SourceAccount` in the key policy,
// and says that this "is not supported for EventBridge-to-encrypted topics"
const ENCRYPTED_TOPICS = 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services';

/**
 * The services that tell about databases, and what each says about the account it acts for.
 *
 * Not listed are DMS (its principal is known, conditions on the topic are not documented) and ElastiCache (neither is).
 */
export const NOTIFICATION_PUBLISHERS: readonly NotificationPublisher[] = [
  {
    title: 'CloudWatch alarms',
    principal: 'cloudwatch.amazonaws.com',
    namesAccountToTopic: true,
    namesAccountToKey: true,
    sources: ['https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html', ENCRYPTED_TOPICS],
  },
  {
    title: 'EventBridge rules',
    principal: 'events.amazonaws.com',
    // the documented statement has no condition; for Lambda targets AWS says outright that the source account stops delivery
    namesAccountToTopic: false,
    namesAccountToKey: false,
    sources: [
      'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions',
      'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html',
      ENCRYPTED_TOPICS,
    ],
  },
  {
    title: 'RDS events',
    principal: 'events.rds.amazonaws.com',
    namesAccountToTopic: true,
    // the SNS page lists RDS (RDS pages up to 2022 said that it cannot use encrypted topics at all), but no page of RDS says what it sends to the key
    namesAccountToKey: false,
    sources: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.GrantingPermissions.html', ENCRYPTED_TOPICS],
  },
  {
    title: 'Redshift events',
    principal: 'redshift.amazonaws.com',
    // the SNS page lists the principal; no page of Redshift says for which account it publishes
    namesAccountToTopic: false,
    namesAccountToKey: false,
    sources: ['https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-event-notifications.html', ENCRYPTED_TOPICS],
  },
  {
    title: 'AWS Backup jobs',
    principal: 'backup.amazonaws.com',
    namesAccountToTopic: true,
    // not in the list of the SNS page, and its own pages name the account only for the topic
    namesAccountToKey: false,
    sources: ['https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-service-confused-deputy-prevention.html'],
  },
  {
    title: 'DAX events',
    principal: 'dax.amazonaws.com',
    // DAX demands that the topic belongs to the account of the cluster, and documents nothing about what it sends
    namesAccountToTopic: false,
    namesAccountToKey: false,
    sources: ['https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_dax_CreateCluster.html'],
  },
];
