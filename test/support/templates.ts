import { AppModel } from '../../src/model/app-model';
import { ResourceJson, ResourceView } from '../../src/model/resource-view';
import { TemplateSource } from '../../src/model/template-view';

/** The model of an app of one template. */
export function modelOf(resources: Readonly<Record<string, unknown>>, rest: object = {}): AppModel {
  return modelOfStacks({ Stack: { Resources: resources, ...rest } });
}

/** The model of an app of several templates, by stack name. */
export function modelOfStacks(templates: Readonly<Record<string, object>>, about: Readonly<Record<string, Partial<TemplateSource>>> = {}): AppModel {
  return new AppModel(Object.entries(templates).map(([id, template]) => ({ id, stackName: id, template, ...about[id] })));
}

/** A resource of a model by its logical id. */
export function resourceOf(model: AppModel, logicalId: string): ResourceView {
  return [...model.resources()].find((resource) => resource.logicalId === logicalId)!;
}

/** A resource that holds one expression at `Properties.Value`. */
export function holding(expression: unknown): ResourceJson {
  return { Type: 'AWS::SSM::Parameter', Properties: { Value: expression } } as ResourceJson;
}
