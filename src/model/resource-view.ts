import { IConstruct } from 'constructs';
import { valueAt } from './intrinsics';
import type { Located, TemplateView } from './template-view';
import { ABSENT, Json, Value } from './value';

/** One resource of a synthesized template, as it stands in `Resources`. */
export interface ResourceJson {
  readonly Type: string;
  readonly Properties?: { readonly [key: string]: Json };
  readonly Metadata?: { readonly [key: string]: Json };
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly UpdatePolicy?: { readonly [key: string]: Json };
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
}

/** One resource that CloudFormation will receive; read-only. */
export class ResourceView {
  public readonly type: string;
  private readonly values = new Map<string, Value>();
  private foundPath?: string;
  private found?: { readonly located?: Located };

  public constructor(
    public readonly template: TemplateView,
    public readonly logicalId: string,
    public readonly json: ResourceJson,
  ) {
    this.type = json.Type;
  }

  /** The value at a dotted path below `Properties`: `VPCSecurityGroups` or `ViewerCertificate.AcmCertificateArn`. */
  public get(path: string): Value {
    const known = this.values.get(path);
    if (known) {
      return known;
    }
    const properties = this.json.Properties;
    const value = properties ? valueAt(properties, path, this.template) : ABSENT;
    this.values.set(path, value);
    return value;
  }

  /** The construct that made this resource, when the app is at hand (else undefined: included or bare templates). */
  public get node(): IConstruct | undefined {
    return this.locate()?.construct;
  }

  /** Where people find it: the construct path, else `<template>/<logical id>`. */
  public get path(): string {
    this.foundPath ??= this.findPath();
    return this.foundPath;
  }

  /** A short name for messages: the construct path without the id that the CDK adds, in bare templates the logical id. */
  public get label(): string {
    return this.node ? this.path.replace(/\/Resource$/, '') : this.logicalId;
  }

  private locate(): Located | undefined {
    this.found ??= { located: this.template.constructOf(this.logicalId) };
    return this.found.located;
  }

  private findPath(): string {
    const recorded = this.json.Metadata?.['aws:cdk:path'];
    return this.locate()?.path ?? (typeof recorded === 'string' ? recorded : `${this.template.id}/${this.logicalId}`);
  }
}
