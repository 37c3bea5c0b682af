import * as s3 from 'aws-cdk-lib/aws-s3';

/** Where the audit log of a cluster goes: who connected, who was changed, and each statement. */
export class RedshiftAuditLog {
  /** To encrypted log groups of CloudWatch Logs, which are kept as long as the classification of the data demands. */
  public static cloudWatch(): RedshiftAuditLog {
    return new RedshiftAuditLog(undefined);
  }

  /**
   * To a bucket of S3.
   *
   * Redshift writes to buckets with SSE-S3 and without Object Lock only. The policy of an imported bucket is not changed: its owner
   * must admit `redshift.amazonaws.com` to `s3:PutObject` and `s3:GetBucketAcl`, and in regions that are off by default
   * `redshift.<region>.amazonaws.com`.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html
   * @param bucket the bucket; a bucket of its own when left out, which is kept, versioned, and itself logged
   * @param prefix what the names of the files start with: at most 512 characters of ASCII, without blanks, quotes and backslashes; `redshift`
   * when left out
   */
  public static s3(bucket?: s3.IBucket, prefix?: string): RedshiftAuditLog {
    return new RedshiftAuditLog({ bucket, prefix: prefix ?? 'redshift' });
  }

  /** @internal */
  public readonly _s3?: S3AuditLog;

  private constructor(bucketLog: S3AuditLog | undefined) {
    this._s3 = bucketLog;
  }
}

/** A bucket for an audit log. */
export interface S3AuditLog {
  readonly bucket?: s3.IBucket;
  readonly prefix: string;
}
