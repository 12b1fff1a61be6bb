//! Why a PDF cannot be worked on safely. It is said to staff and operators, hence in Chinese; nothing of what the file
//! says is repeated.

use std::io;

use super::boxes::BoxProblem;

/// Why a file cannot be looked at or redacted safely. Pages are counted from one.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    #[error("文件已加密或者设有密码：请先取得不加密的文件")]
    Encrypted,
    #[error("文件不是完好的PDF，或者没有传完整：请重新取得文件，或者打开后另存为新的PDF")]
    Broken,
    #[error("文件没有任何页面")]
    Empty,
    #[error("文件带有电子签名，遮盖后签名失效而不易察觉：请先打印成不带签名的PDF，原件另行保存")]
    Signed,
    #[error("文件是动态表单（XFA），显示的内容不在页面里：请先打印成普通PDF")]
    DynamicForm,
    #[error("文件有{found}页，超过上限{most}页：请分成几个文件")]
    TooManyPages { found: usize, most: usize },
    #[error("第{0}页的尺寸不合规范，无法处理：请打印成普通PDF")]
    PageSize(usize),
    #[error("遮盖后读回检查没有通过：第{0}页遮盖区域内仍有内容，文件已删除")]
    Survives(usize),
    #[error("遮盖后读回检查没有通过：第{0}页与原件不符，文件已删除")]
    Differs(usize),
    #[error("遮盖后读回检查没有通过：文件里还有{0}，文件已删除")]
    LeftOver(&'static str),
    #[error(transparent)]
    Box(#[from] BoxProblem),
    #[error("图像损坏，或者尺寸过大：请重新扫描（A4、300dpi以内即可）")]
    Scan,
    #[error("无法生成页面图像")]
    Picture,
    #[error("无法写出文件")]
    Write(#[from] io::Error),
}
