// Short everyday Vietnamese words for passphrases. No two are equal without their marks, so a passphrase can be typed on any
// keyboard; four of them carry 4 × log2(count) bits.
export const kWords: readonly string[] = `
ác ai âm ăn áng anh áo ấp ắt ấy ba bác bạch bãi bám bán bảng bánh bao bắp bạt bàu bảy bé bén bệnh bèo bếp bí bìa bích biếc biên
biết biếu bìm bình bịt bò bóc bói bom bón bong bọt bù búa bức búi bún bụng buộc buồm buôn buồng bướu bút bưu ca cạch cai cam can
cang cành cao cáp cát cau cày cha chạc chai cham chan chang chanh chào cháp chát chau chay chè chếch chén cheo chép chi chia chích
chiếc chiêm chiến chiều chín chính chịt chìu cho choàng chọc chói chòm chõng chóp chót chú chua chục chui chum chun chung chuối
chuồn chuông chuốt chuyên cỏ cóc coi cốm con cong cọp cót cư của củi cụm cùn cung cuốc cuối cườm cuốn cuống cướp cứu da đặc dám
dạn đảng danh dao dập dát dâu dạy dẻ đếm đèn dép dệt đều dĩa dịch diệc diêm diễn diều dính dịp dịu dò đoàn doanh dọc doi đom dọn
dòng đớp đốt dưa dục dùi đùm đun dụng dược duỗi đượm dương đứt duyên ếch em én ép ga gác gạch gai gầm gan gang ganh gạo gặp gạt
gấu gay ghé ghềnh ghép ghi ghim gì gia giác giai giấm giàn giang giành giao giáp giặt giàu giày giẻ giếng gieo gió gioi giòn giọng
giữ giữa giục giun giường giúp gò góc gọi gom gọn góp gọt gù gục gùi gừng guốc gươm guồng hà hạc hạch hai ham hán hang hành hao
hấp hát hau hay hẹ hẻm hẹn héo hẹp hét hí hiếm hiên hiếu hình hít hồ hoa hoài hoàn hoang hoạt hóc hoè hỏi hom hòn họng họp hót hũ
hùa húc huệ hùm hun hung hương hươu hút hữu huy huyện huyết huýt ích im in kè kem kén kênh kéo kép kẹt kêu khả khác khách khai
khảm khan khang khánh khao khấp khát khấu khay khe khen khéo khép khét khều khi khía khiêm khiên khiếu kho khoa khoai khoan khoang
khoanh khoẻ khoét khói khóm khôn không khớp khu khuân khúc khung khuôn khuy khuya khuyên kì kia kích kiếm kiến kiềng kiếp kiệt
kiểu kim kín kinh kịp la lạc lách lai lam làn lang lanh lao lắp lát lau lay lẻ lệch len lệnh leo lép li lia lịch liếc liêm liên
liễu lim lính lít liu lo loa loài loan loang loạt lóc loè loét lõi lốm lòng lốp lọt lu lụa luận luật lúc lui lum lún lung luộc
lưới luôn luống lướt lụt lưu luỹ luyện mạc mách mai mắm màn mang mảnh mào mập mát mau may mềm mền mệnh mèo mép mẹt mi mía miền
miếng miết miếu mím min mình mít mo móc moi móm món mong mót mu mua múc mui mụn mùng muỗi muỗm muôn muống mướp mượt mứt mưu na nắc
nách nai nam nạn nàng nanh nạo nạp nát nâu nay nẻ nem nén neo nẹp nét nêu nga ngai ngắm ngàn ngang ngành ngào ngáp ngạt ngâu ngay
nghe nghẹn nghèo nghẹt nghĩ nghĩa nghịch nghiêm nghiền nghiệp nghìn ngó ngoa ngoái ngoan ngọc ngoe ngoéo ngòi ngỏm ngon ngóng ngót
ngứa ngục ngùi ngụm ngủn ngưng nguội nguồn ngượng nguyên nguyệt nhà nhạc nhai nham nhàn nhang nhanh nhào nháp nhạt nhau nháy nhẹ
nhện nhép nhì nhiễm nhiên nhiễu nhím nhìn nhíp nhỏ nhóc nhỏm nhọn nhông nhớt nhú nhựa nhuận nhức nhúng nhuốm nhường nhụt nia nịch
niêm niên niễng niêu nín ninh nịt níu no nốc nòi nôm nõn nong nộp nốt nụ nửa núc núi nùn nung nước nuôi nương nuốt núp nút oai oan
oanh óc ói om ôn ong ớt ôtô pha phắc phải phàm phán phàng phanh phao pháp phát phẫu phay phe phếch phèn phép phét phi phía phịch
phiên phiếu phím phin phình phó phọc phôi phồn phong phu phúc phun phung phước phướn phượng phút qua quách quai quan quang quanh
quao quát quay quẻ quen quét quốc quý quyên quyết quỳnh quýt ra rác rạch rai ram ran rang ranh rao ráp rát rau ray rẻ rem ren reo
rệp rét rêu rì ria riêng rim rình rít ríu ro rọc rọi rơm rộn rong rộp rót ru rua rúc rụi run rung ruốc ruồi rướn ruộng ruột rượu
rút sa sắc sách sai sắm sàn sang sánh sao sáp sát sau say se sen sẹo sép sét sếu sĩ siêng siêu sim sin sinh so soạn soát sóc sỏi
sớm son song sót su sữa súc sủi sum sun sung suối sườn sương suốt sụt sưu suy ta tác tách tai tam tan tang tanh tao tạp tát tàu
tay tem ten tễnh teo tép tết thác thách thai tham than thang thanh thao tháp thắt thau thay the thèm then thênh theo thép thét
thêu thì thìa thích thiên thiệp thiết thiêu thím thin thinh thịt thìu tho thoa thoại thoăn thoáng thoát thóc thòi thỏm thon thong
thót thu thua thuận thuật thúc thuê thui thung thuở thuốc thuồng thuỷ thuyền thuyết tí tia tích tiếc tiêm tiên tiếng tiếp tiết
tiêu tim tin tinh típ tít to toa toàn toát tóc tóe tòi tóm tổn tông tóp tót tra trác trách trai trám tràn trang tranh trao trập
trát trau tray trẻ trên treo trét trí trích triển triết triều trinh trò tróc trói trộm tròn trong trót trú trưa trúc trùm trun
trung trước trường trượt trụt tua tuấn túc túi túm tung tước tuổi tường tuốt tựu tuy tuyên tuyết úa uẩn ục ủi um un ung ước ướm
uốn uống ướp ướt úp út ưu uy uyên va vạc vách vai van vang vành vào vập vạt vay ve vếch vẹn véo vét vêu vi vỉa việc viêm viên viết
vịn vịnh vịt vo vóc voi vòm vỏn vòng vót vu vua vực vui vun vung vươn vuông vuốt vút xa xác xách xai xam xan xang xanh xào xắp xát
xâu xay xe xếch xem xén xẻng xéo xép xét xì xích xiếc xiêm xiên xiết xiêu xin xinh xít xíu xó xoa xoài xoan xoay xóc xoè xôi xóm
xong xoong xốp xót xu xua xuân xuất xúc xui xum xung xước xuôi xuồng xuyên xuýt yếm yên yếu
`.trim().split(/\s+/)
