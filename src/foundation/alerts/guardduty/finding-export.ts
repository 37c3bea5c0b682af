import * as s3 from 'aws-cdk-lib/aws-s3';

/**
 * Where findings are kept for longer than the 90 days of GuardDuty, encrypted with a key that admits this detector alone.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
 */
export class FindingExport {
  /**
   * To a private, versioned bucket that is created and outlives its stack, with a second one that records who reads it. Findings are kept as long as logs
   * of the classification.
   */
  public static newBucket(): FindingExport {
    return new FindingExport();
  }

  /**
   * To a bucket that exists, in the region of the detector. Its policy is completed unless it is imported: then its owner must admit
   * `guardduty.amazonaws.com`.
   *
   * @param bucket the bucket
   */
  public static to(bucket: s3.IBucket): FindingExport {
    return new FindingExport(bucket);
  }

  /** @internal */
  public readonly _bucket?: s3.IBucket;

  private constructor(bucket?: s3.IBucket) {
    this._bucket = bucket;
  }
}
