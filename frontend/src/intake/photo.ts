// Makes photos smaller before they wait or travel; the server removes what is left to remove.

const EDGE_MAX = 2000;
const QUALITY = 0.85;

export async function smaller(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => null);
  // What the browser cannot show, the server judges.
  if (picture === null) return file;
  const scale = Math.min(1, EDGE_MAX / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  return made ?? file;
}
