"""Pictures made of two Vietnamese words ("thuyền nhỏ"): four make a passphrase, one makes a memory cue.

95 things × 82 qualities are 7,790 pictures, so four of them carry 51 bits. All differ when tone marks, case and
spaces are dropped, because that is how a passphrase is compared: people type on phones without marks.
"""

import secrets

THINGS = tuple(
    """mây gió nắng mưa sao trăng núi sông suối biển đảo đồi rừng hồ thác cầu thuyền xe nhà cửa bàn ghế đèn sách bút
    giấy tranh nón áo khăn túi gương lược chén ấm nồi thìa bánh kẹo trà mật muối gạo ngô khoai lạc vừng bưởi cam
    quýt xoài mít dừa ổi mận chuối nho sen lúa tre trúc thông bàng phượng mai huệ quỳnh cỏ lá hạt rễ mèo
    chó gà vịt ngựa trâu thỏ sóc nai voi gấu cá tôm ốc rùa ong bướm
    chùa vườn giếng ruộng sân hiên trống""".split()
)
QUALITIES = tuple(
    """xanh đỏ vàng tím hồng nâu đen trắng xám cao thấp dài ngắn lớn nhỏ nhẹ nặng mềm cứng tròn vuông cong thẳng dày
    mỏng rộng hẹp sâu nhanh chậm mới cũ sớm khuya gần xa ấm mát lạnh nóng khô ướt sáng tối trong đục ngọt chua
    mặn bùi giòn dẻo thơm vui hiền ngoan khéo khoẻ tươi non già chín gầy béo lười giỏi đẹp xinh bé đôi ba năm
    bảy tám trăm nghìn đầu cuối bạc sẫm nhạt dịu""".split()
)


def is_picture(text: str) -> bool:
    """Whether these are two words of the lists, so that no name can pass for one."""
    thing, _space, quality = text.partition(" ")
    return thing in THINGS and quality in QUALITIES


def picture() -> str:
    """One random picture with its tone marks, such as "thuyền nhỏ"."""
    return f"{secrets.choice(THINGS)} {secrets.choice(QUALITIES)}"
