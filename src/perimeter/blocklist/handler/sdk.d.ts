// What the handler uses of the SDK, which comes with the runtime of Lambda and is no dependency of the library.

interface AwsCommand<Output> {
  readonly output?: Output;
}

interface AwsClient {
  send<Output>(command: AwsCommand<Output>): Promise<Output>;
}

declare module '@aws-sdk/client-cloudwatch-logs' {
  export const CloudWatchLogsClient: new (config: object) => AwsClient;
  export const FilterLogEventsCommand: new (input: {
    readonly logGroupIdentifier: string; readonly startTime: number; readonly nextToken?: string; readonly filterPattern: string;
  }) => AwsCommand<{ readonly events?: readonly { readonly message?: string }[]; readonly nextToken?: string }>;
}

declare module '@aws-sdk/client-s3' {
  export const S3Client: new (config: object) => AwsClient;
  export const GetObjectCommand: new (input: { readonly Bucket?: string; readonly Key: string }) => AwsCommand<{ readonly Body?: object }>;
  export const ListObjectsV2Command: new (input: { readonly Bucket?: string; readonly Prefix: string; readonly ContinuationToken?: string })
  => AwsCommand<{ readonly Contents?: readonly { readonly Key?: string; readonly LastModified?: Date }[]; readonly NextContinuationToken?: string }>;
}

declare module '@aws-sdk/client-wafv2' {
  interface SetId {
    readonly Name: string;
    readonly Id: string;
    readonly Scope: 'REGIONAL';
  }

  export const WAFV2Client: new (config: object) => AwsClient;
  export const GetIPSetCommand: new (input: SetId) => AwsCommand<{ readonly IPSet?: { readonly Addresses?: readonly string[] }; readonly LockToken?: string }>;
  export const UpdateIPSetCommand: new (input: SetId & { readonly Addresses: readonly string[]; readonly LockToken: string }) => AwsCommand<object>;
}
