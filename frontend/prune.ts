import type { Plugin, Root } from "postcss";

/**
 * Drop custom properties that nothing reads. The sample theme declares more than five thousand tokens for components
 * that we do not use; a token stays when a rule reads it, or another token that stays.
 */
export function pruneTokens(): Plugin {
  return { postcssPlugin: "prune-tokens", OnceExit: prune };
}

// Each file is pruned by itself: one letter is an argument that a rule of another file reads, and our own tokens
// may be read by a file that only some pages load.
const ELSEWHERE = /^--([a-z]|ww-.*)$/;
const READ = /var\(\s*(--[\w-]+)/g;

function prune(root: Root): void {
  const reads = new Map<string, Set<string>>();
  const used = new Set<string>();
  root.walkDecls((declaration) => {
    const names = [...declaration.value.matchAll(READ)].map((match) => match[1]!);
    if (!declaration.prop.startsWith("--") || ELSEWHERE.test(declaration.prop)) names.forEach((name) => used.add(name));
    else names.forEach((name) => (reads.get(declaration.prop) ?? setAndGet(reads, declaration.prop)).add(name));
  });
  for (const name of used) reads.get(name)?.forEach((read) => used.add(read));
  root.walkDecls(/^--/, (declaration) => {
    if (!used.has(declaration.prop) && !ELSEWHERE.test(declaration.prop)) declaration.remove();
  });
  root.walkRules((rule) => {
    if (!rule.nodes.some((node) => node.type !== "comment")) rule.remove();
  });
}

function setAndGet(reads: Map<string, Set<string>>, name: string): Set<string> {
  const set = new Set<string>();
  reads.set(name, set);
  return set;
}
