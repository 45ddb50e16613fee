import type { GherkinDocument } from '@cucumber/messages';

interface AstNode {
  readonly id?: string;
  readonly keyword?: string;
  readonly location?: { readonly line: number };
}

/** Where the parts of features stand, and with which words they begin. */
export class AstNodes {
  private readonly nodes = new Map<string, AstNode>();

  add({ feature }: GherkinDocument): void {
    if (feature) this.walk(feature.children);
  }

  /** Line of a scenario, an example or a step; 0 when nobody has heard of it. */
  lineOf(id: string | undefined): number {
    return this.nodes.get(id ?? '')?.location?.line ?? 0;
  }

  /** `Given `, `And ` … of a step. */
  keywordOf(id: string | undefined): string {
    return this.nodes.get(id ?? '')?.keyword ?? '';
  }

  private walk(part: unknown): void {
    if (Array.isArray(part)) for (const child of part) this.walk(child);
    else if (part && typeof part === 'object') {
      const node = part as AstNode;
      if (node.id && node.location) this.nodes.set(node.id, node);
      for (const value of Object.values(part)) if (value && typeof value === 'object') this.walk(value);
    }
  }
}
