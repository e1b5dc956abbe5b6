/** The page's sentences, in the language in which it was made. */

export interface Words {
  reasons: Record<string, string>;
  kinds: Record<string, string>;
  fault: string;
  entry: string;
  shown: string;
  whole: string;
  keys: string;
  unsigned: string;
  insecure: string;
  unreadable: string;
  withheld: string;
  erased: string;
  hidden: string;
  counted: string;
  judging: string;
}

export function filled(sentence: string, facts: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}
