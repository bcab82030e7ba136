export function createTemplate(parent: string, packageFolder: string): string;
