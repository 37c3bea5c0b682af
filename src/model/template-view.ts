import { IConstruct } from 'constructs';
import type { AppModel } from './app-model';
import { evaluate } from './intrinsics';
import { ResourceJson, ResourceView } from './resource-view';
import { ABSENT, at, Json, Value } from './value';

/** One synthesized template and where it stands in the app. */
export interface TemplateSource {
  /** The construct path of the stack, or the name of the file. */
  readonly id: string;
  readonly template: TemplateJson;

  /** The name of the deployed stack, when it is known. */
  readonly stackName?: string;

  /** Account and region of the stack, `aws://<account>/<region>`; exports are visible within one of them only. */
  readonly environment?: string;

  /** For a nested stack: the `AWS::CloudFormation::Stack` resource that deploys it. */
  readonly nestedIn?: { readonly template: string; readonly logicalId: string };

  /** Absolute path of the file. */
  readonly file?: string;

  /** The construct of the stack, when the app is at hand. */
  readonly stack?: IConstruct;

  /** The construct behind a logical id. */
  readonly constructOf?: (logicalId: string) => Located | undefined;
}

/** A construct and where it stands; asking a construct for its path walks up the tree each time. */
export interface Located {
  readonly construct: IConstruct;
  readonly path: string;
}

export interface TemplateJson {
  readonly Resources?: { readonly [logicalId: string]: ResourceJson };
  readonly Parameters?: { readonly [name: string]: { readonly Default?: Json; readonly Type?: string } };
  readonly Outputs?: { readonly [name: string]: { readonly Value: Json; readonly Export?: { readonly Name: Json } } };
  readonly Mappings?: { readonly [name: string]: Json };
  readonly Conditions?: { readonly [name: string]: Json };
}

/** One template of the app; evaluates its expressions in the context of the whole app. */
export class TemplateView {
  public readonly id: string;
  public readonly resources: ReadonlyMap<string, ResourceView>;

  public constructor(public readonly app: AppModel, public readonly source: TemplateSource) {
    this.id = source.id;
    this.resources = new Map(Object.entries(source.template.Resources ?? {})
      .filter(([, json]) => isResource(json))
      .map(([logicalId, json]) => [logicalId, new ResourceView(this, logicalId, json)]));
  }

  /** What an expression of this template comes to. */
  public evaluate(expression: Json | undefined): Value {
    return expression === undefined ? ABSENT : evaluate(expression, this);
  }

  /** What stands at a dotted path below an expression. */
  public evaluateAt(expression: Json | undefined, path: string): Value {
    return expression === undefined ? ABSENT : at(evaluate(expression, this), path);
  }

  public constructOf(logicalId: string): Located | undefined {
    return this.source.constructOf?.(logicalId);
  }
}

// a loop of the language extensions (`Fn::ForEach::Name`) is a list, and has no type
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
function isResource(json: unknown): boolean {
  return typeof json === 'object' && json !== null && typeof (json as ResourceJson).Type === 'string';
}
