import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { PropProblems, quoted } from '../../core/check-props';
import { known } from '../../core/known';
import { OPENSEARCH_HTTP_ACTIONS } from '../../facts/opensearch';
import { accessPolicyOf } from '../access-policy';

/** The domain whose rights are given away. */
export interface GrantedDomain {
  readonly construct: IConstruct;
  readonly domainArn: string;
}

/** What is asked by POST, and changes nothing: https://docs.opensearch.org/latest/api-reference/search/ */
const SEARCHES = ['_search', '_count', '_msearch', '_mget', '_field_caps'];

/**
 * Rights that an OpenSearch domain can give away: requests by HTTP method and index.
 *
 * IAM is the outer of two walls. Inside, OpenSearch maps each identity to roles of its own (`_plugins/_security/api/rolesmapping`),
 * and refuses what these do not allow; the master role maps them. IAM sees the path of a request and not its body: with
 * `IndexReferences.URL_AND_BODY` the roles inside are the only limit to one index.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html
 */
export class OpenSearchGrants {
  /** @internal */
  public static _of(domain: GrantedDomain): OpenSearchGrants {
    return new OpenSearchGrants(domain);
  }

  private readonly domain: GrantedDomain;

  private constructor(domain: GrantedDomain) {
    this.domain = domain;
  }

  /**
   * Let an identity search one index, or those whose names start alike.
   *
   * Throws `INDEX_INVALID`.
   *
   * @param grantee who may search
   * @param index a name, 1 to 255 lower-case letters, digits, dots, hyphens and underscores, starting with a letter or digit;
   * a `*` may end it: `logs-*`
   */
  public read(grantee: iam.IGrantable, index: string): iam.Grant {
    this.check('read', index);
    const { domainArn } = this.domain;
    this.add(grantee, SEARCHES.map((search) => `${domainArn}/${index}/${search}`), ['es:ESHttpPost']);
    return this.add(grantee, this.pathsOf(index), ['es:ESHttpGet', 'es:ESHttpHead']);
  }

  /**
   * Let an identity create, fill and change one index, or those whose names start alike. The index itself cannot be deleted with it;
   * documents can, since `_delete_by_query` and `_bulk` are POST requests as the others.
   *
   * Throws `INDEX_INVALID`.
   *
   * @param grantee who may write
   * @param index as in `read`
   */
  public write(grantee: iam.IGrantable, index: string): iam.Grant {
    this.check('write', index);
    return this.add(grantee, this.pathsOf(index), ['es:ESHttpPost', 'es:ESHttpPut']);
  }

  /**
   * Let an identity send every request to every path. For the master role, and for pipelines that map roles and set up templates.
   *
   * @param grantee who administers
   */
  public administer(grantee: iam.IGrantable): iam.Grant {
    return this.add(grantee, [`${this.domain.domainArn}/*`], OPENSEARCH_HTTP_ACTIONS);
  }

  private add(grantee: iam.IGrantable, resourceArns: string[], actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee: accessPolicyOf(grantee), actions, resourceArns });
  }

  /** The index itself and what lies below it; a pattern covers both. */
  private pathsOf(index: string): string[] {
    const path = `${this.domain.domainArn}/${index}`;
    return index.endsWith('*') ? [path] : [path, `${path}/*`];
  }

  private check(right: string, index: string): void {
    const problems = new PropProblems('Grant on', this.domain.construct, `${right}(${quoted(index)})`);
    // https://docs.opensearch.org/latest/api-reference/index-apis/create-index/#index-naming-restrictions
    problems.text('index', known(index), {
      code: 'INDEX_INVALID',
      pattern: /^(?=.{1,255}$)[a-z0-9][a-z0-9._-]*\*?$/,
      allowed: '1 to 255 lower-case letters, digits, dots, hyphens and underscores, starting with a letter or digit, with a `*` at most at the end',
      instead: 'name one index, or the prefix of several',
    });
    problems.throwIfAny();
  }
}
