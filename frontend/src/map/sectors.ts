/** The wedge a radio cell is drawn as: a white picture that points north, which the engine turns and colours. */

const SIZE = 128;
// Half of the usual beamwidth of a sector [radians].
const HALF = (32.5 * Math.PI) / 180;

export const CELL_ICONS = {
  sector: { x: 0, y: 0, width: SIZE, height: SIZE, anchorX: SIZE / 2, anchorY: SIZE / 2, mask: true },
};

let drawn: HTMLCanvasElement | undefined;

export function cellAtlas(): HTMLCanvasElement {
  if (drawn) return drawn;
  drawn = document.createElement("canvas");
  drawn.width = drawn.height = SIZE;
  const pen = drawn.getContext("2d")!;
  const middle = SIZE / 2;
  pen.fillStyle = "#fff";
  pen.beginPath();
  pen.moveTo(middle, middle);
  pen.arc(middle, middle, middle - 2, -Math.PI / 2 - HALF, -Math.PI / 2 + HALF);
  pen.fill();
  return drawn;
}
