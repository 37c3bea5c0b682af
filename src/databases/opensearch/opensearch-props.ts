import * as iam from 'aws-cdk-lib/aws-iam';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import { RecoveryObjectives } from '../../core/recovery-objectives';
import { NetworkedDataStoreProps } from '../data-store';

/** What happens to a domain whose nodes lie in several zones when one of them fails. */
export enum OpenSearchMultiAz {
  /** The nodes of the other zones copy the shards that are gone, and carry more until that is done. */
  WITHOUT_STANDBY = 'without-standby',

  /**
   * The nodes of one of three zones hold a copy of everything and serve no searches: they take over in less than a minute, and nothing is copied. Each
   * index must have two replicas, or five. https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html
   */
  WITH_STANDBY = 'with-standby',
}

/** The nodes of a domain. */
export interface OpenSearchNodes {
  /**
   * Number of nodes that hold data: a multiple of the zones (three, or two where the network has no more), and at least 3.
   * At least 1 when `Safeguard.HIGH_AVAILABILITY` is waived. At most 334 in each zone, and 10 of burstable classes (t3); above 80 the quota of the
   * account must be raised.
   *
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html
   * @default - one for each of three zones, two for each of two; 1 when `Safeguard.HIGH_AVAILABILITY` is waived
   */
  readonly dataNodes?: number;

  /**
   * Class of the data nodes, ending in `.search`. M3, R3 and T2 cannot encrypt their storage, C4, I2, M4 and R4 take no gp3 volume: these are
   * refused.
   *
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/supported-instance-types.html
   * @default 'r6g.large.search'
   */
  readonly dataInstanceType?: string;

  /**
   * Number of dedicated masters, which hold no data and elect the leader: 3 or 5, with a standby 3. None when `Safeguard.HIGH_AVAILABILITY` is
   * waived.
   *
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-dedicatedmasternodes.html
   * @default 3
   */
  readonly masterNodes?: number;

  /**
   * Class of the dedicated masters, ending in `.search`.
   *
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-dedicatedmasternodes.html
   * @default 'm6g.large.search'
   */
  readonly masterInstanceType?: string;

  /**
   * Whether one zone stands by. It takes three zones, three masters, data nodes in a multiple of three, OpenSearch 1.3 or later, and classes of the
   * current generation that are not burstable. Changing it moves shards, and keeps the domain.
   *
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html#managedomains-za-standby
   * @default - OpenSearchMultiAz.WITHOUT_STANDBY; indices with one replica are fine
   */
  readonly multiAz?: OpenSearchMultiAz;
}

/** The gp3 volume of each data node. Always encrypted. */
export interface OpenSearchStorage {
  /**
   * Size in GiB: at least 10, at least 20 for OR1, OR2 and OM2; at most what AWS lists for the class, 2048 for r6g.large. The service does not let
   * it grow by itself.
   *
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html#ebsresource
   * @default 100
   */
  readonly volumeGib?: number;

  /**
   * Operations per second, at least 3000; the most depends on the class.
   *
   * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EbsBlockDevice.html
   * @default - 3 for each GiB, at least 3000
   */
  readonly iops?: number;

  /**
   * Throughput in MiB per second, at least 125; the most depends on the class.
   *
   * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EbsBlockDevice.html
   * @default - 125, 250 for volumes of more than 170 GiB
   */
  readonly throughput?: number;
}

/** Where requests may name the indices that they are about. */
export enum IndexReferences {
  /**
   * In the URL alone: `POST /orders/_bulk`. IAM sees every index that a request touches, so that the paths in grants hold.
   */
  URL_ONLY = 'false',

  /**
   * In the body too: `_bulk`, `_mget` and `_msearch` of one index reach others. IAM does not read bodies; only the roles inside
   * OpenSearch bind such requests. For clients that cannot do without, as OpenSearch Dashboards and many log shippers.
   */
  URL_AND_BODY = 'true',
}

/** How people sign in to OpenSearch Dashboards: with Amazon Cognito, which signs their requests with the credentials of a role. */
export interface CognitoDashboards {
  /**
   * Id of the user pool: `eu-west-1_abcDEF123`.
   *
   * @see https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_CognitoOptions.html
   */
  readonly userPoolId: string;

  /** Id of the identity pool: `eu-west-1:11111111-2222-3333-4444-555555555555`. Its authenticated role needs `grants` as any other. */
  readonly identityPoolId: string;

  /**
   * The role with which the service sets up an app client in the pools. It is used as it is.
   *
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/cognito-auth.html
   */
  readonly role: iam.IRole;
}

/** What is asked of a domain after a disaster. */
export interface OpenSearchRecovery {
  /**
   * How much data may be lost, and how long it may take until the domain serves again, by kind of disaster. What cannot be met, or is waived, is
   * refused:
   *
   * - `application`: the service takes a snapshot every hour. How long a restore takes AWS does not say: the rule leaves a `time` open until you
   *   have tried it.
   * - `zone`: an index with replicas loses nothing. A zone that stands by (`nodes.multiAz`) takes over in less than a minute; without one AWS does
   *   not say within which time the others make up for it.
   * - `region` is refused: automated snapshots lie in the region of the domain.
   *
   * What every store reaches stands in `docs/guides/recovery-objectives.md`.
   *
   * @default - nothing is stated, and nothing is held to it
   */
  readonly objectives?: RecoveryObjectives;
}

/** Properties of `SecureOpenSearchDomain`. */
export interface SecureOpenSearchDomainProps extends NetworkedDataStoreProps {
  /**
   * The version of OpenSearch: `opensearch.EngineVersion.OPENSEARCH_3_1`. A later one is installed in place.
   *
   * Versions past their end of standard support are refused unless `Safeguard.SUPPORTED_ENGINE` is waived; Elasticsearch is refused.
   */
  readonly version: opensearch.EngineVersion;

  /**
   * Number and class of the nodes.
   *
   * @default - three data nodes of r6g.large and three dedicated masters of m6g.large, one of each in every zone
   */
  readonly nodes?: OpenSearchNodes;

  /**
   * The volume of each data node. Refused for classes with disks of their own.
   *
   * @default - 100 GiB of gp3
   */
  readonly storage?: OpenSearchStorage;

  /**
   * What is asked of the domain after a disaster.
   *
   * @default - nothing is asked
   */
  readonly recovery?: OpenSearchRecovery;

  /**
   * Name of the domain: 3 to 28 lower-case letters, digits and hyphens, starting with a letter. Changing it replaces the store.
   *
   * @see https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_CreateDomain.html
   * @default - derived from the construct path and the name of the stack
   */
  readonly domainName?: string;

  /**
   * The role that administers users and roles inside OpenSearch. It is used as it is: `grants.administer(role)` lets it in.
   *
   * @default - a role of its own, which users of the account enter with MFA
   */
  readonly masterRole?: iam.IRole;

  /**
   * When the ten hours start in which the service may update its software: `hh:mm` in UTC.
   *
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/off-peak.html
   * @default '22:00'
   */
  readonly offPeakStart?: string;

  /**
   * Where requests may name indices.
   *
   * @see https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_AdvancedOptionsStatus.html
   * @default - IndexReferences.URL_ONLY, URL_AND_BODY with `dashboards`
   */
  readonly indexReferences?: IndexReferences;

  /**
   * How people sign in to OpenSearch Dashboards.
   *
   * @default - nobody does; Dashboards answers signed requests only
   */
  readonly dashboards?: CognitoDashboards;
}

/** Defaults of `OpenSearchNodes`. */
export const DEFAULT_DATA_TYPE = 'r6g.large.search';
export const DEFAULT_MASTER_TYPE = 'm6g.large.search';
export const DEFAULT_MASTERS = 3;

/** Defaults of `OpenSearchStorage`. */
export const DEFAULT_VOLUME_GIB = 100;

export const DEFAULT_OFF_PEAK_START = '22:00';

/** `hh:mm`, from 00:00 to 23:59. */
export const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;
