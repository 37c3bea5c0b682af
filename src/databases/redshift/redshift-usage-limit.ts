/** When the count of a usage limit starts again. */
export enum UsageLimitPeriod {
  /** Every day. */
  DAILY = 'daily',

  /** Every week, on Sunday. */
  WEEKLY = 'weekly',

  /** Every month, on the first day. */
  MONTHLY = 'monthly',
}

/** What happens when a usage limit is reached. */
export enum UsageLimitAction {
  /** It is written to a system table. */
  LOG = 'log',

  /** It is written to a system table, and the metric `UsageLimitConsumed` is sent. */
  EMIT_METRIC = 'emit-metric',

  /** The feature is off until the next period. */
  DISABLE = 'disable',
}

/** How a usage limit works. */
export interface RedshiftUsageLimitOptions {
  /**
   * When the count starts again.
   *
   * @default UsageLimitPeriod.MONTHLY
   */
  readonly period?: UsageLimitPeriod;

  /**
   * What happens when the limit is reached.
   *
   * @default UsageLimitAction.EMIT_METRIC
   */
  readonly action?: UsageLimitAction;
}

/**
 * Where the cost of a feature stops: it is charged by use, and one forgotten query can use it for days.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/mgmt/managing-cluster-usage-limits.html
 */
export class RedshiftUsageLimit {
  /**
   * Time of clusters that are added when many queries wait; clusters only.
   *
   * @param minutes at least 1
   * @param options period and action
   */
  public static concurrencyScaling(minutes: number, options: RedshiftUsageLimitOptions = {}): RedshiftUsageLimit {
    return new RedshiftUsageLimit('concurrency-scaling', 'time', minutes, options);
  }

  /**
   * Data that is read from S3 by queries; clusters only.
   *
   * @param terabytes at least 1
   * @param options period and action
   */
  public static spectrum(terabytes: number, options: RedshiftUsageLimitOptions = {}): RedshiftUsageLimit {
    return new RedshiftUsageLimit('spectrum', 'data-scanned', terabytes, options);
  }

  /**
   * Data of shares in other regions that is read.
   *
   * @param terabytes at least 1
   * @param options period and action
   */
  public static crossRegionDatasharing(terabytes: number, options: RedshiftUsageLimitOptions = {}): RedshiftUsageLimit {
    return new RedshiftUsageLimit('cross-region-datasharing', 'data-scanned', terabytes, options);
  }

  /**
   * Hours of processing units; serverless only. With `UsageLimitAction.DISABLE`, queries are refused until the next period.
   *
   * @param rpuHours at least 1
   * @param options period and action
   */
  public static serverlessCompute(rpuHours: number, options: RedshiftUsageLimitOptions = {}): RedshiftUsageLimit {
    return new RedshiftUsageLimit('serverless-compute', 'rpu-hours', rpuHours, options);
  }

  /** What is limited, as AWS spells it. */
  public readonly feature: string;

  /** How much, in the unit of the feature. */
  public readonly amount: number;

  /** @internal */
  public readonly _kind: string;

  /** @internal */
  public readonly _period: UsageLimitPeriod;

  /** @internal */
  public readonly _action: UsageLimitAction;

  private constructor(feature: string, kind: string, amount: number, options: RedshiftUsageLimitOptions) {
    this.feature = feature;
    this.amount = amount;
    this._kind = kind;
    this._period = options.period ?? UsageLimitPeriod.MONTHLY;
    this._action = options.action ?? UsageLimitAction.EMIT_METRIC;
  }
}
